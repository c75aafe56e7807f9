import { z } from 'zod';
import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { placeOfUrl } from '../../report-reading/reported-place.js';

/** `-o json`. */
export const wfuzzJson: ReportFormat = {
  id: 'wfuzz-json',
  name: 'Wfuzz JSON',
  tool: 'wfuzz',
  versions: ['2.4', '3.1.0'],
  framing: 'document',
  emptyForms: ['[]'],
  recognises: ({ text }) =>
    /^[^[{]{0,200}\[\s*\{/.test(text) &&
    /"chars"\s*:/.test(text) &&
    /"payload"\s*:/.test(text) &&
    /"(?:code|lines)"\s*:/.test(text),
  read: (pieces) => readWfuzzJson(pieces),
};

/** 3.1.0 prints two words about itself in front of the list. */
async function* withoutWords(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let isBegun = false;
  for await (const piece of pieces) {
    const start: number = isBegun ? 0 : piece.indexOf('[');
    const words = start === -1 ? piece : piece.slice(0, start);
    yield words.replace(/[^\n{"]/g, '') + (start === -1 ? '' : piece.slice(start)); // line ends count, and an object is no word
    isBegun ||= start !== -1;
  }
}

const resultSchema = z.object({
  url: z.string(),
  /** Absent when the request got no answer. */
  code: z.coerce.number().int().min(100).optional().catch(undefined),
  payload: z.union([z.string(), z.number().transform(String)]).catch(''),
  chars: z.coerce.number().catch(0),
  words: z.coerce.number().catch(0),
  lines: z.coerce.number().catch(0),
  method: z.string().catch('GET'),
  location: z.string().catch(''),
});

async function* readWfuzzJson(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  for await (const { value, line } of jsonItems(withoutWords(pieces), ['$.*'])) {
    const result = resultSchema.safeParse(value).data;
    const place = result === undefined ? undefined : placeOfUrl(result.url);
    if (result === undefined || place === undefined)
      yield { type: 'skipped', reason: 'a result without address', line };
    else yield observed(result, place);
  }
}

function observed(
  result: z.infer<typeof resultSchema>,
  endpoint: { readonly path: string; readonly host: string },
): ReportItem {
  const { url, code, payload, chars, words, lines, method, location } = result;
  const { search } = new URL(url);
  const target = location === '' ? '' : `, to ${location}`;
  const answer = code === undefined ? 'is listed without a code' : `was answered with HTTP ${code}`;
  return {
    type: 'observation',
    observation: {
      weakness: 'http.path.discovered',
      rule: evidenceOf(payload, 200) || 'payload',
      endpoint,
      title: evidenceOf(
        `${endpoint.path} ${code === undefined ? 'is listed without a code' : `answers with ${code}`}`,
        200,
      ),
      ...(code === undefined ? {} : { toolSeverity: `HTTP ${code}` }),
      evidence: evidenceOf(
        `${method} ${url} ${answer}${target}; ${chars} characters, ${words} words, ${lines} lines`,
        1000,
      ),
      ...(search === '' ? {} : { discriminator: evidenceOf(search, 200) }),
    },
  };
}
