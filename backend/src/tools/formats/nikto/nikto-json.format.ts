import { z } from 'zod';
import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { beginsWith } from '../../report-reading/begins-with.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { observationOf, serviceOf } from './nikto.observation.js';

/** `-Format json`: one host, or an array of hosts. */
export const niktoJson: ReportFormat = {
  id: 'nikto-json',
  name: 'Nikto JSON',
  tool: 'nikto',
  versions: ['2.1.6', '2.5.0'],
  framing: 'document',
  emptyForms: ['[]'],
  recognises: ({ text }) =>
    NO_SERVER.test(text) ||
    (HOST.test(text) && /"vulnerabilities"\s{0,5}:\s{0,5}\[/.test(text) && /"(?:banner|ip)"\s{0,5}:/.test(text)),
  read: readNiktoJson,
};

/** The keys of a host stand in any order; others have a list of vulnerabilities too. */
const HOST = /^[\s\ufeff]*(?:\[\s*)?\{\s*"(?:host|ip|port|banner|vulnerabilities)"\s{0,5}:/;

/** All that 2.1.6 writes when there was no web server: an entry without a host around it. */
const NO_SERVER = /^[\s\ufeff]*\{\s*"id"\s{0,5}:[^{}]{0,300}"msg"\s{0,5}:\s{0,5}"No web server found/;

const text = z.union([z.string(), z.number().transform(String)]).catch('');

const hostSchema = z.object({
  host: text,
  ip: text,
  port: z.coerce.number().int().min(1).max(65_535),
  vulnerabilities: z.array(z.unknown()).catch([]),
});

const entrySchema = z.object({
  id: text,
  OSVDB: text.optional(),
  references: text.optional(),
  method: text,
  url: text,
  msg: z.string(),
});

async function* readNiktoJson(source: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const { first, pieces } = await beginsWith(source);
  for await (const { value, line } of jsonItems(pieces, [first === '[' ? '$.*' : '$'])) yield* itemsOf(value, line);
}

function* itemsOf(value: unknown, line: number): Generator<ReportItem> {
  const host = hostSchema.safeParse(value).data;
  const service = host === undefined ? undefined : serviceOf(host.host, host.ip, host.port, undefined);
  if (host === undefined || service === undefined) {
    const [entry] = [value, ...(host?.vulnerabilities ?? [])].flatMap((raw) => entrySchema.safeParse(raw).data ?? []);
    const words = entry === undefined ? '' : `: ${evidenceOf(entry.msg, 300)}`;
    yield { type: 'skipped', reason: `an entry that names no host and port${words}`, line };
    return;
  }
  yield { type: 'run', run: { place: service } };
  for (const raw of host.vulnerabilities) {
    const entry = entrySchema.safeParse(raw).data;
    if (entry === undefined) yield { type: 'skipped', reason: `an entry of ${service.host} without message`, line };
    else if (entry.msg.startsWith('ERROR: ')) yield { type: 'skipped', reason: evidenceOf(entry.msg, 300), line };
    else {
      const { id, OSVDB = '', references = '', method, url: uri, msg: message } = entry;
      const known = [OSVDB, ...references.split(/[\s,]+/)].filter((reference) => reference !== '');
      yield {
        type: 'observation',
        observation: observationOf({ id, method, uri, message, references: known }, service),
      };
    }
  }
}
