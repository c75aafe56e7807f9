import { type Reach, type Unit } from '../bench.js';

/** A figure with its unit: three digits that count, thousands apart. */
export function figureText(figure: number, unit: Unit): string {
  if (!Number.isFinite(figure)) return 'not measured';
  return unit === 'ratio' ? ratioText(figure) : `${plain(figure)} ${unit}`;
}

export function ratioText(ratio: number): string {
  return ratio >= 10 ? plain(ratio) : ratio.toFixed(3);
}

export function reachText(reaches: readonly Reach[], unit: Unit): string {
  if (reaches.length === 0) return 'none set';
  const texts = reaches.map(({ of, is, value }) => {
    const sign = is === 'at most' ? '<=' : '>=';
    return of === 'ratio' && unit !== 'ratio'
      ? `${sign} ${value} x`
      : `${sign} ${value}${unit === 'ratio' ? '' : ` ${unit}`}`;
  });
  return texts.join(' and ');
}

function plain(figure: number): string {
  const size = Math.abs(figure);
  if (size >= 1000) return Math.round(figure).toLocaleString('en-US');
  if (size >= 100) return String(Math.round(figure));
  return String(Number(figure.toPrecision(3)));
}
