import { z } from 'zod';
import { LOOKUP_TYPES } from './lookups.js';

const lookupAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('records'), records: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal('no_data') }),
  z.object({ kind: z.literal('no_such_name') }),
  z.object({ kind: z.literal('failed'), code: z.string() }),
]);

const transferAnswer = z.discriminatedUnion('kind', [
  /** `complete`: the zone came to its end; otherwise a limit was reached or the server broke off. */
  z.object({ kind: z.literal('open'), records: z.int().min(0), complete: z.boolean() }),
  z.object({ kind: z.literal('refused'), rcode: z.int() }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
  /** The server does not hold the zone, so its refusal says nothing. */
  z.object({ kind: z.literal('not_authoritative') }),
  /** The server was not asked. */
  z.object({ kind: z.literal('out_of_scope'), reason: z.string() }),
]);

export const dnsLineSchema = z.discriminatedUnion('type', [
  /** What is examined. `resolver` is the one that the settings name; absent for the system's. */
  z.object({
    type: z.literal('start'),
    host: z.string(),
    domain: z.string(),
    resolver: z.string().optional(),
    observedAt: z.iso.datetime(),
  }),
  /** One question to the resolver. Records are in words, as `node:dns` gives them. */
  z.object({ type: z.literal('lookup'), name: z.string(), recordType: z.enum(LOOKUP_TYPES), answer: lookupAnswer }),
  /** One request for the whole zone. `server` is a name, or the address of the resolver in the settings. */
  z.object({
    type: z.literal('transfer'),
    zone: z.string(),
    server: z.string(),
    address: z.string(),
    port: z.int().min(0).max(65_535),
    answer: transferAnswer,
  }),
  /** One record of a zone that was sent; comes after its transfer. */
  z.object({
    type: z.literal('record'),
    server: z.string(),
    name: z.string(),
    recordType: z.string(),
    data: z.string(),
  }),
  /** Nothing can be examined, for the reason given. */
  z.object({ type: z.literal('no_domain'), reason: z.string() }),
  /** The collector broke off for a reason of its own. */
  z.object({ type: z.literal('broken'), reason: z.string() }),
  z.object({ type: z.literal('end') }),
]);

export type DnsLine = z.infer<typeof dnsLineSchema>;
export type DnsLineOf<Type extends DnsLine['type']> = Extract<DnsLine, { type: Type }>;
