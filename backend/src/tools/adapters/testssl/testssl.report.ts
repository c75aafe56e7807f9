import { z } from 'zod';
import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { csvRecords } from '../../report-reading/csv-records.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { entrySchema } from './report-reader.js';
import { TestsslServices } from './testssl-services.js';

const VERSIONS = ['2.9.5', '3.0', '3.0.8', '3.1', '3.2'];
const ENTRY = /"id"\s{0,20}:\s{0,20}"/;

/** The flat array of entries, `--jsonfile`. */
export const testsslJson: ReportFormat = {
  id: 'testssl-json',
  name: 'testssl.sh JSON',
  tool: 'testssl',
  versions: VERSIONS,
  framing: 'document',
  recognises: ({ text }) =>
    /^[\s\ufeff]*\[/.test(text) && ENTRY.test(text) && /"ip"\s{0,20}:/.test(text) && /"finding"\s{0,20}:/.test(text),
  read: readFlat,
};

/** The sections of each target, `--jsonfile-pretty`. */
export const testsslJsonPretty: ReportFormat = {
  id: 'testssl-json-pretty',
  name: 'testssl.sh JSON, pretty',
  tool: 'testssl',
  versions: VERSIONS,
  framing: 'document',
  recognises: ({ text }) =>
    /^[\s\ufeff]*\{/.test(text) && /"scanResult"\s{0,20}:|"Invocation"\s{0,20}:\s{0,20}"testssl/.test(text),
  read: readPretty,
};

/** One entry a line, `--csvfile`. */
export const testsslCsv: ReportFormat = {
  id: 'testssl-csv',
  name: 'testssl.sh CSV',
  tool: 'testssl',
  versions: VERSIONS,
  framing: 'lines',
  recognises: ({ text }) => /^[\s\ufeff]*"?id"?,"?(?:fqdn\/ip|ip|host)"?,"?port"?,"?severity"?,"?finding"?/i.test(text),
  read: readCsv,
};

const flatSchema = entrySchema.extend({ ip: z.string(), port: z.coerce.string() });

async function* readFlat(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const services = new TestsslServices();
  for await (const { value, line } of jsonItems(pieces, ['$.*'])) {
    const entry = flatSchema.safeParse(value).data;
    const service = entry === undefined ? undefined : services.at(entry.ip, entry.port);
    if (entry === undefined || service === undefined)
      yield { type: 'skipped', reason: `an entry without a service${wordsOf(value)}`, line };
    else yield* some(service.take(entry, line));
  }
  yield* services.end();
}

const targetSchema = z
  .object({
    targetHost: z.string().optional(),
    host: z.string().optional(),
    ip: z.string().catch(''),
    port: z.coerce.string(),
  })
  .loose();

async function* readPretty(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const services = new TestsslServices();
  for await (const { path, value, line } of jsonItems(pieces, ['$.Invocation', '$.version', '$.scanResult.*'])) {
    if (path[0] !== 'scanResult') {
      yield* runOf(path[0], value);
      continue;
    }
    const target = targetSchema.safeParse(value).data;
    const service = target === undefined ? undefined : services.at(hostOf(target), target.port);
    if (target === undefined || service === undefined) {
      yield { type: 'skipped', reason: `a result without a service${wordsOf(value)}`, line };
      continue;
    }
    for (const entry of entriesIn(target)) yield* some(service.take(entry, line));
  }
  yield* services.end();
}

function hostOf({ targetHost, host = '', ip }: z.infer<typeof targetSchema>): string {
  return `${targetHost ?? host}/${ip}`;
}

/** What a lone entry says, such as that a name is unknown. */
function wordsOf(value: unknown): string {
  const entry = entrySchema.safeParse(value).data;
  return entry === undefined ? '' : `: ${evidenceOf(entry.finding, 300)}`;
}

/** Every section of a target is a list of entries. */
function entriesIn(target: object) {
  const sections: unknown[] = Object.values(target);
  const entries = sections.flatMap((section): unknown[] => (Array.isArray(section) ? section : []));
  return entries.flatMap((entry) => entrySchema.safeParse(entry).data ?? []);
}

function* runOf(key: string | number | undefined, value: unknown): Generator<ReportItem> {
  if (typeof value !== 'string') return;
  if (key === 'version') yield { type: 'run', run: { toolVersion: evidenceOf(value, 50).split(' ')[0] ?? '' } };
  else yield { type: 'run', run: { command: evidenceOf(value, 2000) } };
}

async function* readCsv(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const services = new TestsslServices();
  for await (const { fields, line } of csvRecords(pieces)) {
    const host = fields.get('fqdn/ip') ?? fields.get('host') ?? fields.get('ip');
    const service = host === undefined ? undefined : services.at(host, fields.get('port') ?? '');
    const entry = entrySchema.safeParse(Object.fromEntries(fields)).data;
    if (entry?.id === 'id') continue; // the heading once more, between two targets
    if (entry === undefined || service === undefined)
      yield { type: 'skipped', reason: 'a line without a service', line };
    else yield* some(service.take(entry, line));
  }
  yield* services.end();
}

function some(item: ReportItem | undefined): ReportItem[] {
  return item === undefined ? [] : [item];
}
