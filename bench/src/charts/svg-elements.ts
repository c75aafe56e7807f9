/** Colours that are told apart with every kind of colour vision, on white as on black. */
export const COLOURS = ['#3b82f6', '#f97316', '#10b981', '#a855f7', '#eab308', '#ec4899'] as const;
export const TONES = { good: '#10b981', bad: '#ef4444', neutral: '#3b82f6' } as const;

type Attributes = Readonly<Record<string, string | number>>;

/** An element of SVG as text. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return content.length === 0 ? `<${name}${list.join('')}/>` : `<${name}${list.join('')}>${content.join('')}</${name}>`;
}

export function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  return element('text', { x: round(x), y: round(y), ...attributes }, escaped(words));
}

export function line(from: readonly [number, number], to: readonly [number, number], attributes: Attributes): string {
  const [[x1, y1], [x2, y2]] = [from, to];
  return element('line', { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), ...attributes });
}

/** The whole picture, on a ground of its own so that it can be read on every page. */
export function picture(width: number, height: number, title: string, content: readonly string[]): string {
  const frame = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' };
  const font = { 'font-family': 'system-ui, sans-serif', 'font-size': 12, fill: '#374151' };
  const ground = element('rect', { width, height, rx: 8, fill: '#ffffff' });
  const heading = text(16, 26, title, { 'font-size': 15, 'font-weight': 600, fill: '#111827' });
  return `${element('svg', { ...frame, ...font }, element('title', {}, escaped(title)), ground, heading, ...content)}\n`;
}

export function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}

/** A figure as a tick shows it: 1500000 is 1.5 M. */
export function tickText(figure: number): string {
  const size = Math.abs(figure);
  if (size >= 1e6) return `${trimmed(figure / 1e6)} M`;
  if (size >= 1e3) return `${trimmed(figure / 1e3)} k`;
  return trimmed(figure);
}

function trimmed(figure: number): string {
  return String(Number(figure.toPrecision(3)));
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
