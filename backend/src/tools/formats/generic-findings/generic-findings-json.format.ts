import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { givenTarget } from '../../report-reading/reported-place.js';
import { whyNot } from './generic-finding.js';
import { observationOf } from './generic-findings.observation.js';
import { findingOf, findingSchema, placeSchema } from './generic-findings.schema.js';

/** The generic findings of DefectDojo as JSON, which many tools write. */
export const genericFindingsJson: ReportFormat = {
  id: 'generic-findings-json',
  name: 'Generic findings JSON (DefectDojo)',
  tool: 'generic-findings',
  versions: ['2'],
  framing: 'document',
  emptyForms: ['{}'],
  recognises: ({ text }) => {
    const head = text.replace(/^[\s\ufeff]+/, '');
    if (!head.startsWith('{') || !/"findings"\s{0,5}:\s{0,5}\[/.test(head)) return false;
    const isEmpty = /"findings"\s{0,5}:\s{0,5}\[\s{0,100}(?:\]|\{\s{0,100}\})/.test(head);
    if (isEmpty || HAS_SCREENSHOT.test(head)) return true;
    return /"title"\s{0,5}:/.test(head) && /"(?:severity|description)"\s{0,5}:/.test(head);
  },
  read: readGenericJson,
};

/** A screenshot may be larger than the head, and stand in front of the title. */
const HAS_SCREENSHOT = /"files"\s{0,5}:\s{0,5}\[\s{0,100}\{\s{0,100}"(?:title|data)"\s{0,5}:/;

const PLACES = ['$.name', '$.type', '$.version', '$.findings.*'];

async function* readGenericJson(pieces: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  const about = new Map<unknown, string>();
  for await (const { path, value, line } of jsonItems(pieces, PLACES)) {
    if (path[0] === 'findings') yield* itemsOf(value, line, context);
    else if (typeof value === 'string') about.set(path[0], value);
  }
  const words = [about.get('type') ?? about.get('name') ?? '', about.get('version') ?? ''];
  const toolVersion = evidenceOf(words.join(' ').trim(), 100);
  if (toolVersion !== '') yield { type: 'run', run: { toolVersion } };
}

/** One observation for each place; without one it is about what the user said. */
function* itemsOf(value: unknown, line: number, { target }: ReportContext): Generator<ReportItem> {
  const parsed = findingSchema.safeParse(value).data;
  if (parsed === undefined) {
    yield { type: 'skipped', reason: 'an entry that is none', line };
    return;
  }
  const finding = findingOf(parsed);
  const reason = whyNot(finding);
  if (reason !== undefined) {
    yield { type: 'skipped', reason, line };
    return;
  }
  const named = parsed.endpoints.filter((endpoint) => endpoint !== undefined && endpoint !== null && endpoint !== '');
  const places = named.flatMap((endpoint) => placeSchema.safeParse(endpoint).data ?? []);
  for (let unknown = places.length; unknown < named.length; unknown += 1) {
    yield { type: 'skipped', reason: 'an endpoint of an entry that names no host', line };
  }
  for (const place of places.length === 0 ? [givenTarget(target)] : places) {
    yield { type: 'observation', observation: observationOf(finding, place) };
  }
}
