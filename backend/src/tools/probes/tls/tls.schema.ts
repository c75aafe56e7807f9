import { z } from 'zod';
import { PROTOCOL_VERSIONS } from './tls-versions.js';

const uint16 = z.int().min(0).max(0xffff);

/** Suites as hexadecimal numbers of four digits (SSL 2.0: six), one after another: short, and as they were on the wire. */
const suiteList = z.string().regex(/^[0-9a-f]*$/);

const answer = z.discriminatedUnion('kind', [
  /** `chain` counts the certificate chains of this transcript; absent when none came. */
  z.object({
    kind: z.literal('accepted'),
    version: uint16,
    suite: uint16,
    dhBits: z.int().min(0).optional(),
    chain: z.int().min(0).optional(),
  }),
  z.object({ kind: z.literal('ssl2'), ciphers: z.array(z.int().min(0).max(0xffffff)) }),
  z.object({ kind: z.literal('alert'), level: z.int(), description: z.int() }),
  z.object({ kind: z.literal('closed'), error: z.string().optional() }),
  z.object({ kind: z.literal('timed_out') }),
  z.object({ kind: z.literal('not_tls'), sample: z.string() }),
  z.object({ kind: z.literal('malformed'), reason: z.string() }),
  z.object({ kind: z.literal('unreachable'), error: z.string() }),
  z.object({ kind: z.literal('aborted') }),
]);

export const tlsLineSchema = z.discriminatedUnion('type', [
  /** What is asked. `observedAt` is the collector's clock, against which validity is judged. */
  z.object({
    type: z.literal('start'),
    address: z.string(),
    port: uint16,
    serverName: z.string().optional(),
    profile: z.enum(['quick', 'standard', 'deep']),
    observedAt: z.iso.datetime(),
  }),
  /** One connection: what was offered, what was answered, after how many milliseconds. */
  z.object({
    type: z.literal('hello'),
    version: z.enum(PROTOCOL_VERSIONS),
    purpose: z.enum(['suites', 'weak', 'order', 'fallback']),
    offered: suiteList,
    answer,
    ms: z.number(),
  }),
  /** One certificate of a chain, the server's own at position 0, in base64; `der` is absent when it is too large to keep. */
  z.object({
    type: z.literal('certificate'),
    chain: z.int().min(0),
    position: z.int().min(0),
    der: z.base64().optional(),
  }),
  /** What a version came to. `complete`: every known suite was accepted or refused by the server itself. */
  z.object({
    type: z.literal('version'),
    version: z.enum(PROTOCOL_VERSIONS),
    outcome: z.enum(['accepted', 'refused', 'unclear']),
    accepted: suiteList,
    complete: z.boolean(),
    reason: z.string().optional(),
  }),
  /**
   * Whether a chain leads to an authority: by the trust store of Node when its handshake was done with this chain (`error`
   * is its code, absent when it trusts) and by our own walk along issuers and signatures, which does not look at dates.
   */
  z.object({
    type: z.literal('trust'),
    chain: z.int().min(0),
    handshake: z.enum(['done', 'failed']),
    error: z.string().optional(),
    anchored: z.boolean(),
  }),
  /** The collector broke off for a reason of its own. */
  z.object({ type: z.literal('broken'), reason: z.string() }),
  z.object({ type: z.literal('end') }),
]);

export type TlsLine = z.infer<typeof tlsLineSchema>;
export type TlsLineOf<Type extends TlsLine['type']> = Extract<TlsLine, { type: Type }>;

/** Suites in the form of the transcript. */
export function encodeSuites(suites: readonly number[], digits = 4): string {
  return suites.map((suite) => suite.toString(16).padStart(digits, '0')).join('');
}

/** The suites of a list in the form of the transcript. */
export function decodeSuites(list: string, digits = 4): number[] {
  return (list.match(new RegExp(`.{${digits}}`, 'g')) ?? []).map((suite) => Number.parseInt(suite, 16));
}
