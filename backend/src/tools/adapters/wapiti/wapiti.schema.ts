import { z } from 'zod';
import { type WapitiClass, type WapitiEntry } from './wapiti.observation.js';

const text = z.union([z.string(), z.number().transform(String)]).catch('');

const infosSchema = z.object({ target: z.string(), version: text, date: text });

const classSchema = z.object({
  desc: text,
  sol: text,
  ref: z.record(z.string(), z.string()).catch({}),
});

const entrySchema = z.object({
  method: text,
  path: z.string(),
  info: text,
  level: text,
  parameter: text,
  http_request: text,
});

const reportSchema = z.object({
  classifications: z.record(z.string(), z.unknown()).catch({}),
  vulnerabilities: z.record(z.string(), z.array(z.unknown())),
  anomalies: z.record(z.string(), z.array(z.unknown())).catch({}),
  additionals: z.record(z.string(), z.array(z.unknown())).catch({}),
  infos: infosSchema,
});

export type WapitiInfos = z.infer<typeof infosSchema>;

/** A whole report. */
export interface WapitiReport {
  readonly classes: ReadonlyMap<string, WapitiClass>;
  readonly entries: readonly WapitiEntry[];
}

export function infosIn(value: unknown): WapitiInfos | undefined {
  return infosSchema.safeParse(value).data;
}

export function classIn(value: unknown): WapitiClass {
  const { desc, sol, ref } = classSchema.safeParse(value).data ?? { desc: '', sol: '', ref: {} };
  return { description: desc, solution: sol, references: Object.values(ref) };
}

/** Undefined for an entry without path. */
export function entryIn(name: string, value: unknown): WapitiEntry | undefined {
  const entry = entrySchema.safeParse(value).data;
  return entry === undefined ? undefined : { ...entry, name, request: entry.http_request };
}

/** The report of one run; undefined for text that is none, or is not whole. */
export function reportIn(text: string): WapitiReport | undefined {
  const report = reportSchema.safeParse(jsonIn(text)).data;
  if (report === undefined) return undefined;
  const { classifications, vulnerabilities, anomalies, additionals } = report;
  const named = [vulnerabilities, anomalies, additionals].flatMap((kind) => Object.entries(kind));
  return {
    classes: new Map(Object.entries(classifications).map(([name, value]) => [name, classIn(value)])),
    entries: named.flatMap(([name, values]) => values.flatMap((value) => entryIn(name, value) ?? [])),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
