import { stripControls } from '../../../findings/evidence.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { numberedLines } from '../../report-reading/numbered-lines.js';
import { givenTarget } from '../../report-reading/reported-place.js';
import { isSqlmapText, SqlmapReading } from './sqlmap.reading.js';

/** Characters of a line that are read: payloads may be long. */
const MAX_LINE_LENGTH = 8000;

/** The log of a target in sqlmap's output folder, and what sqlmap prints. */
export const sqlmapLog: ReportFormat = {
  id: 'sqlmap-log',
  name: 'sqlmap log',
  tool: 'sqlmap',
  versions: ['1.7.2'],
  framing: 'lines',
  emptyForms: [''],
  recognises: ({ text }) => {
    if (/^[\s\ufeff]*(?:[{<]|\[\s*[{["\]])/.test(text)) return false; // another report that speaks of sqlmap
    return isSqlmapText(text);
  },
  read: readSqlmapLog,
};

async function* readSqlmapLog(pieces: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  const reading = new SqlmapReading(() => givenTarget(context.target));
  for await (const { text, line } of numberedLines(pieces)) {
    yield* reading.take(stripControls(text.slice(0, MAX_LINE_LENGTH)).trimEnd(), line);
  }
  yield* reading.end();
  yield { type: 'run', run: reading.run };
}
