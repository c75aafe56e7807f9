import { createHash } from 'node:crypto';
import { evidenceOf } from '../../../findings/evidence.js';
import { type SarifLocation, type SarifResult } from './sarif.schema.js';

/** Characters of a discriminator. */
const MAX_LENGTH = 300;

/**
 * Partial fingerprints that follow a place in the source when lines move. Others are those of the whole file, of the commit or
 * of its author: several results have them.
 */
const PLACE_HASH = /primaryLocation\w{0,20}Hash|matchBasedId|(?:line|context|snippet)Hash/i;

/** What is said of one place of a result. */
export interface SarifPlace {
  readonly location: SarifLocation | undefined;
  /** The file or page, or the place within the program. */
  readonly address: string | undefined;
  /** Whether the address is a place of its own, and not one in the source of the target. */
  readonly isPage: boolean;
  /** What the rule is called beyond its CVE, such as the package. */
  readonly part: string;
  readonly message: string;
}

/** Texts that tell the result from others of its rule: the first that tells it from all others is to be taken. */
export function discriminatorsOf(result: SarifResult, place: SarifPlace): string[] {
  const { address = '', part, message } = place;
  if (place.isPage) {
    const query = /\?([^#]{1,200})/.exec(address)?.[1] ?? '';
    return [part || message, joined(part, message, `?${query}`), positioned(place)].map(shortened);
  }
  const hash = place.location === result.locations[0] ? stableHashOf(result) : undefined;
  const stable = hash === undefined ? [] : [joined(`${address}#${hash}`, part)];
  const { startLine } = place.location?.physicalLocation?.region ?? {};
  const line = startLine === undefined ? address : `${address}:${startLine}`;
  return [...stable, joined(line, part) || message, positioned(place)].map(shortened);
}

/** A hash that the tool gives for recognising the result; text such as `requires login` is none. */
function stableHashOf({ fingerprints = {}, partialFingerprints = {} }: SarifResult): string | undefined {
  const partial = Object.entries(partialFingerprints).filter(([name]) => PLACE_HASH.test(name));
  const values = [...Object.values(fingerprints), ...partial.map(([, value]) => value)];
  return values.map(textOf).find((value) => value !== undefined && /^[\w+/=:.-]{8,200}$/.test(value));
}

/** Some tools write an object in place of the text. */
function textOf(value: unknown): string | undefined {
  const inner = typeof value === 'object' && value !== null ? (value as { readonly value?: unknown }).value : value;
  return typeof inner === 'string' ? inner : undefined;
}

function positioned({ address, location, part, message }: SarifPlace): string {
  const { startLine, startColumn } = location?.physicalLocation?.region ?? {};
  const position = [address, startLine, startColumn].filter((number) => number !== undefined).join(':');
  return joined(position, part, message);
}

function joined(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ');
}

/** A text that is too long ends with its hash, so that it is still different from others. */
function shortened(text: string): string {
  const plain = evidenceOf(text, 2 * MAX_LENGTH);
  if (plain.length <= MAX_LENGTH && text.length <= 2 * MAX_LENGTH) return plain;
  return `${plain.slice(0, MAX_LENGTH - 20)} ~${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
