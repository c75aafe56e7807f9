import { parse } from 'csv-parse/sync';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { type NumberedLine, numberedLines } from '../../report-reading/numbered-lines.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { observationOf, serviceOf } from './nikto.observation.js';

/** 2.1.5 prints a reference of Perl where the separator between address and port should be. */
const PERL_REFERENCE = /SCALAR\(0x[0-9a-f]{1,16}\)"/;
const TITLE = /^[\s\ufeff]*"?Nikto - v[\d.]{1,20}/;

/** `-Format csv`: a line with the version, and one entry a line without a heading. */
export const niktoCsv: ReportFormat = {
  id: 'nikto-csv',
  name: 'Nikto CSV',
  tool: 'nikto',
  versions: ['2.1.5', '2.1.6', '2.5.0'],
  framing: 'lines',
  recognises: ({ text }) => TITLE.test(text),
  read: readNiktoCsv,
};

async function* readNiktoCsv(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  for await (const numbered of numberedLines(pieces)) {
    if (numbered.text.trim() === '') continue;
    const version = /Nikto - v([\d.]{1,20})/.exec(numbered.text)?.[1];
    if (version !== undefined && TITLE.test(numbered.text)) yield { type: 'run', run: { toolVersion: version } };
    else yield* itemsOf(fieldsOf(numbered), numbered.line);
  }
}

function fieldsOf({ text, line }: NumberedLine): readonly string[] {
  try {
    const [fields = []] = parse(text.replace(PERL_REFERENCE, '","'), { relax_quotes: true, relax_column_count: true });
    return fields;
  } catch {
    throw new UnreadableReportError('this is not CSV, or it is cut short', line);
  }
}

function* itemsOf(fields: readonly string[], line: number): Generator<ReportItem> {
  const [host = '', ip = '', port = '', reference = '', method = '', uri = '', message = ''] = fields;
  if (method === '' && uri === '') return; // the server's banner
  const service = serviceOf(host, ip, Number(port), undefined);
  if (service === undefined || message === '') {
    yield { type: 'skipped', reason: 'a line that is no entry', line };
  } else {
    const references = reference.split(/[\s,]+/).filter((text) => text !== '');
    // the numbers of tests are not in this form
    yield { type: 'observation', observation: observationOf({ id: 'csv', method, uri, message, references }, service) };
  }
}
