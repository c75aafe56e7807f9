import { z } from 'zod';
import { PROFILES } from '../tool-adapter.js';

const bodyState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({ kind: z.literal('capped') }),
  z.object({ kind: z.literal('broken'), reason: z.string() }),
]);

const result = z.discriminatedUnion('kind', [
  /** `bodyBytes` were read, of which the body lines hold the first. `headersCut` headers were shortened or left out. */
  z.object({
    kind: z.literal('answered'),
    status: z.int(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    headersCut: z.int().min(0),
    bodyBytes: z.int().min(0),
    bodyState,
  }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
  z.object({ kind: z.literal('timed_out'), reason: z.string() }),
]);

/** One line of the transcript of a probe that asks a web server. */
export const httpLineSchema = z.discriminatedUnion('type', [
  /** `questions` are planned; more may follow from the answers. `observedAt` is the collector's clock. */
  z.object({
    type: z.literal('start'),
    origin: z.string(),
    profile: z.enum(PROFILES),
    questions: z.int().min(0),
    observedAt: z.iso.datetime(),
  }),
  /** A piece of a body, in order, before the exchange that it belongs to. `coding` of what is no text is base64. */
  z.object({
    type: z.literal('body'),
    exchange: z.int().min(0),
    coding: z.enum(['text', 'base64']),
    piece: z.string(),
  }),
  /** One question and what came of it. `purpose` says what it was asked for; `sent` holds the headers added to the usual. */
  z.object({
    type: z.literal('exchange'),
    exchange: z.int().min(0),
    purpose: z.string(),
    method: z.string(),
    path: z.string(),
    sent: z.record(z.string(), z.string()).optional(),
    attempts: z.int().min(1),
    ms: z.number(),
    result,
  }),
  /** The collector broke off for a reason of its own. */
  z.object({ type: z.literal('broken'), reason: z.string() }),
  z.object({ type: z.literal('end') }),
]);

export type HttpLine = z.infer<typeof httpLineSchema>;
export type HttpLineOf<Type extends HttpLine['type']> = Extract<HttpLine, { type: Type }>;
