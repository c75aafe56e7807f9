import { z } from 'zod';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { beginsWith } from '../../report-reading/begins-with.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { jsonLines } from '../../report-reading/json-lines.js';
import { placeOfHost, placeOfUrl } from '../../report-reading/reported-place.js';
import { observationOf, statedSeverity } from './nuclei.observation.js';
import { matchSchema, type NucleiMatch } from './nuclei.schema.js';

const VERSIONS = ['2.3', '2.5', '2.7', '2.9', '3.0', '3.3'];
const TEMPLATE = '"template(?:-?id|ID)?"\\s{0,5}:';
const INFO = '"info"\\s{0,5}:';
/** Keys of a match stand in any order; its first 10,000 characters have both. */
const MATCH = new RegExp(`^\\{(?=[^]{0,10000}${TEMPLATE})(?=[^]{0,60000}${INFO})`);

/** One match a line, `-jsonl` and formerly `-json`. */
export const nucleiJsonl: ReportFormat = {
  id: 'nuclei-jsonl',
  name: 'Nuclei JSONL',
  tool: 'nuclei',
  versions: VERSIONS,
  framing: 'lines',
  emptyForms: [''],
  recognises: ({ text }) => !isLaidOut(text) && MATCH.test(text.replace(/^[\s\ufeff]+/, '')),
  read: (pieces) => readLines(pieces),
};

/** One array of matches, `-json-export`, or a single match over several lines. */
export const nucleiJson: ReportFormat = {
  id: 'nuclei-json',
  name: 'Nuclei JSON',
  tool: 'nuclei',
  versions: VERSIONS,
  framing: 'document',
  emptyForms: ['[]'],
  recognises: ({ text }) =>
    (/^[\s\ufeff]*\[/.test(text) || isLaidOut(text)) && MATCH.test(text.replace(/^[\s\ufeff]*\[?\s*/, '')),
  read: (pieces) => readDocument(pieces),
};

/** Whether an object goes over several lines. */
function isLaidOut(text: string): boolean {
  return /^[\s\ufeff]*\{[ \t]*\r?\n/.test(text);
}

async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  for await (const entry of jsonLines(pieces)) {
    if ('value' in entry) yield itemOf(entry.value, entry.line);
    else yield { type: 'skipped', reason: 'a line that is no match', line: entry.line };
  }
}

async function* readDocument(source: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const { first, pieces } = await beginsWith(source);
  for await (const { value, line } of jsonItems(pieces, [first === '{' ? '$' : '$.*'])) yield itemOf(value, line);
}

/** What releases before 2.6 called otherwise. */
const renamed = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null) return value;
  const old = value as Readonly<Record<string, unknown>>;
  return {
    ...old,
    'template-id': old['template-id'] ?? old['templateID'] ?? old['template'],
    'matched-at': old['matched-at'] ?? old['matched'] ?? old['host'],
    'matcher-name': old['matcher-name'] ?? old['matcher_name'],
    'extractor-name': old['extractor-name'] ?? old['extractor_name'],
    'extracted-results': old['extracted-results'] ?? old['extracted_results'],
  };
}, matchSchema);

function itemOf(value: unknown, line: number): ReportItem {
  const match = renamed.safeParse(value).data;
  if (match === undefined) return { type: 'skipped', reason: 'an entry without template or info', line };
  if (!match['matcher-status']) return { type: 'skipped', reason: 'a template that did not match', line };
  const page = placeOfUrl(match['matched-at']);
  if (page !== undefined) {
    const { path, ...service } = page;
    return observed(match, withAddress(service, match.ip), path);
  }
  const place = placeOfText(match['matched-at']);
  if (place === undefined) return { type: 'skipped', reason: 'a match that names no place', line };
  return observed(match, withAddress(place, match.ip), undefined);
}

/** As bad as nuclei says, also where the catalogue grades otherwise. */
function observed(match: NucleiMatch, endpoint: ObservedEndpoint, path: string | undefined): ReportItem {
  const severity = statedSeverity(match.info.severity);
  const observation = observationOf(match, endpoint, path);
  return { type: 'observation', observation: severity === undefined ? observation : { ...observation, severity } };
}

/** `host:port` or a host alone, as templates for networks, certificates and DNS have it. */
function placeOfText(text: string): ObservedEndpoint | undefined {
  const [, host, port] =
    /^(?:[a-z]{2,10}:\/\/)?(\[[0-9a-f:.]{2,45}\]|[^:/]{1,253}):(\d{1,5})(?:\/|$)/i.exec(text) ?? [];
  if (host !== undefined && port !== undefined) return placeOfHost(host, { port: Number(port) });
  return placeOfHost(text);
}

function withAddress(place: ObservedEndpoint, ip: string | undefined): ObservedEndpoint {
  if (place.address !== undefined || ip === undefined) return place;
  const { address } = placeOfHost(ip) ?? {};
  return address === undefined ? place : { ...place, address };
}
