import { z } from 'zod';
import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { placeOfUrl } from '../../report-reading/reported-place.js';
import { observationAt, pathOf } from './ffuf.rules.js';
import { type FfufResult } from './ffuf.schema.js';

/** The JSON report of ffuf, `-of json`. */
export const ffufJson: ReportFormat = {
  id: 'ffuf-json',
  name: 'ffuf JSON',
  tool: 'ffuf',
  versions: ['2.1.0'],
  framing: 'document',
  recognises: ({ text }) => /^[\s\ufeff]*\{\s*"commandline"\s{0,5}:\s{0,5}"[^"]{0,20}ffuf/.test(text),
  read: readFfufJson,
};

/** Stands among the words since 2.1 and numbers the requests of a run. */
const COUNTER = 'FFUFHASH';

/** Words of any list, whatever keyword stands for them; a report may have several. */
const resultSchema = z.object({
  input: z.record(z.string(), z.string()).catch({}),
  status: z.number().int(),
  length: z.number().catch(0),
  words: z.number().catch(0),
  lines: z.number().catch(0),
  redirectlocation: z.string().catch(''),
  url: z.string(),
});

async function* readFfufJson(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  for await (const { path, value, line } of jsonItems(pieces, ['$.commandline', '$.time', '$.results.*'])) {
    if (path[0] === 'results') yield itemOf(value, line);
    else if (typeof value === 'string') yield runOf(path[0] === 'time' ? 'startedAt' : 'command', value);
  }
}

function runOf(what: 'startedAt' | 'command', text: string): ReportItem {
  if (what === 'command') return { type: 'run', run: { command: evidenceOf(text, 2000) } };
  const time = new Date(text);
  return { type: 'run', run: Number.isNaN(time.getTime()) ? {} : { startedAt: time.toISOString() } };
}

function itemOf(value: unknown, line: number): ReportItem {
  const parsed = resultSchema.safeParse(value).data;
  const place = parsed === undefined ? undefined : placeOfUrl(parsed.url);
  if (parsed === undefined || place === undefined)
    return { type: 'skipped', reason: 'a result without address or status', line };
  const { path, ...service } = place;
  const words = Object.entries(parsed.input).flatMap(([keyword, word]) =>
    keyword === COUNTER ? [] : [plain(word, parsed.url)],
  );
  const word = evidenceOf(words.join(' '), 200) || path;
  const result: FfufResult = { ...parsed, input: { FUZZ: word } };
  const discriminator = discriminatorOf(parsed.url, words);
  const observation = observationAt(pathOf(result, path), result, service);
  return { type: 'observation', observation: { ...observation, ...(discriminator === '' ? {} : { discriminator }) } };
}

/** What tells results of one path apart: what was tried in its query, in a header or in a body. */
function discriminatorOf(address: string, words: readonly string[]): string {
  const { search } = new URL(address);
  if (search !== '') return evidenceOf(search, 200);
  const text = decoded(address);
  const elsewhere = words.filter((word) => !text.includes(word));
  return evidenceOf(elsewhere.join(' '), 200);
}

/** `-of ejson` encodes the words: then what is encoded stands in the address. */
function plain(word: string, address: string): string {
  const text = decoded(address);
  const meant = Buffer.from(word, 'base64').toString('utf8');
  const isEncoded = meant !== '' && Buffer.from(meant).toString('base64') === word;
  return isEncoded && !text.includes(word) && text.includes(meant) ? meant : word;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a word list may have what is no encoding
  }
}
