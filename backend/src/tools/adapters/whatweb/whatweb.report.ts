import { z } from 'zod';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { beginsWith } from '../../report-reading/begins-with.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { jsonLines } from '../../report-reading/json-lines.js';
import { placeOfUrl } from '../../report-reading/reported-place.js';
import { answerSchema, type WhatwebAnswer } from './whatweb.schema.js';
import { observationsOf } from './whatweb.rules.js';

const ANSWER = /^[\s\ufeff]*\[?\s*\{[^]{0,5000}?"plugins"\s{0,5}:\s{0,5}[[{]/;
const TARGET = /^[\s\ufeff]*\[?\s*\{[^]{0,200}?"target"\s{0,5}:\s{0,5}"/;

/** `--log-json` and `--log-json-verbose`: an array of answers, or one answer a line. */
export const whatwebJson: ReportFormat = {
  id: 'whatweb-json',
  name: 'WhatWeb JSON',
  tool: 'whatweb',
  versions: ['0.5.5'],
  framing: 'document',
  emptyForms: ['', '[]', '[{}]'],
  recognises: ({ text }) => TARGET.test(text) && ANSWER.test(text),
  read: readWhatwebJson,
};

async function* readWhatwebJson(source: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const { first, pieces } = await beginsWith(source);
  if (first === '{') {
    for await (const entry of jsonLines(pieces)) {
      if ('value' in entry) yield* itemsOf(entry.value, entry.line);
      else yield { type: 'skipped', reason: 'a line that is no answer', line: entry.line };
    }
  } else {
    for await (const { value, line } of jsonItems(pieces, ['$.*'])) yield* itemsOf(value, line);
  }
}

/** The verbose form lists each plugin with all that it matched: `["Apache", [{"version": "2.4"}, ...]]`. */
const verbose = z.preprocess((value) => {
  const plugins = typeof value === 'object' && value !== null && 'plugins' in value ? value.plugins : undefined;
  if (!Array.isArray(plugins)) return value;
  return { ...(value as object), plugins: Object.fromEntries(plugins.map(pluginOf)) };
}, answerSchema);

function pluginOf(entry: unknown): [string, Record<string, unknown[]>] {
  const [name, matches] = Array.isArray(entry) ? (entry as unknown[]) : [];
  const merged: Record<string, unknown[]> = {};
  for (const match of Array.isArray(matches) ? (matches as unknown[]) : []) {
    if (typeof match !== 'object' || match === null) continue;
    for (const key of ['version', 'string', 'os', 'model', 'firmware'] as const) {
      if (key in match) merged[key] = [...(merged[key] ?? []), (match as Record<string, unknown>)[key]];
    }
  }
  return [typeof name === 'string' ? name : 'unknown', merged];
}

function* itemsOf(value: unknown, line: number): Generator<ReportItem> {
  const answer = verbose.safeParse(value).data;
  const place = answer === undefined ? undefined : placeOfUrl(answer.target);
  if (answer === undefined || place === undefined) {
    yield { type: 'skipped', reason: 'an entry that is no answer of a web server', line };
    return;
  }
  const { path, ...service } = place;
  const address = addressIn(answer);
  const endpoint = service.address === undefined && address !== undefined ? { ...service, address } : service;
  for (const observation of observationsOf(answer, endpoint, path)) yield { type: 'observation', observation };
}

function addressIn({ plugins }: WhatwebAnswer): string | undefined {
  return plugins['IP']?.string.find((text) => /^[0-9a-f.:]{2,45}$/i.test(text));
}
