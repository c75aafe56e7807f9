import { evidenceOf } from '../../findings/evidence.js';

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }),
);

/** The words of a text that a report has as HTML: paragraphs on lines of their own, no tags. */
export function plainText(html: string, maxLength?: number): string {
  const words = html
    .slice(0, 100_000)
    .replace(/<(?:\/p|br\s{0,2}\/?|\/li|\/div)>/gi, '\n')
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, '')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITIES.get(name) ?? '')
    .replace(/\n{3,}/g, '\n\n');
  return evidenceOf(words, maxLength);
}

/** The web addresses in a text, without repeats, at most 20. */
export function addressesIn(text: string): string[] {
  const found = text.slice(0, 100_000).match(/https?:\/\/[^\s<>"'|,]{3,500}/g) ?? [];
  return [...new Set(found)].slice(0, 20);
}
