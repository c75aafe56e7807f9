import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { placeOfUrl } from '../../report-reading/reported-place.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { observationOf, type WapitiClass, type WapitiEntry } from './wapiti.observation.js';
import { classIn, entryIn, infosIn, type WapitiInfos } from './wapiti.schema.js';

/** `-f json`. */
export const wapitiJson: ReportFormat = {
  id: 'wapiti-json',
  name: 'Wapiti JSON',
  tool: 'wapiti',
  versions: ['3.0.4', '3.1', '3.2'],
  framing: 'document',
  recognises: ({ text }) =>
    /^[\s\ufeff]*\{/.test(text) && /^[\s\ufeff]*\{\s*"(?:classifications|vulnerabilities|infos)"\s*:\s*\{/.test(text),
  read: readWapitiJson,
};

const PLACES = ['$.infos', '$.classifications.*', '$.vulnerabilities.*.*', '$.anomalies.*.*', '$.additionals.*.*'];

/** The target stands at the end of the report: entries wait for it. */
async function* readWapitiJson(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const classes = new Map<string, WapitiClass>();
  const entries: WapitiEntry[] = [];
  let infos: WapitiInfos | undefined;
  for await (const { path, value, line } of jsonItems(pieces, PLACES)) {
    const name = String(path[1] ?? '');
    if (path[0] === 'infos') infos = infosIn(value);
    else if (path[0] === 'classifications') classes.set(name, classIn(value));
    else {
      const entry = entryIn(name, value);
      if (entry === undefined)
        yield { type: 'skipped', reason: `an entry of ${evidenceOf(name, 100)} without path`, line };
      else entries.push(entry);
    }
  }
  const target = infos === undefined ? undefined : placeOfUrl(infos.target);
  if (infos === undefined || target === undefined)
    throw new UnreadableReportError('it does not say which target it is about');
  const toolVersion = evidenceOf(infos.version.replace(/^Wapiti\s/i, ''), 50);
  yield { type: 'run', run: { toolVersion, place: target } };
  for (const entry of entries)
    yield { type: 'observation', observation: observationOf(entry, classes.get(entry.name), target) };
}
