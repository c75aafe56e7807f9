import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { beginsWith } from '../../report-reading/begins-with.js';
import { type CsvRecord, csvRecords } from '../../report-reading/csv-records.js';
import { givenTarget } from '../../report-reading/reported-place.js';
import { cweNumber, type GenericFinding, whyNot } from './generic-finding.js';
import { observationOf } from './generic-findings.observation.js';
import { placeOf } from './generic-findings.place.js';
import { withLastQuoteClosed } from './last-quote.js';

/** The generic findings of DefectDojo as CSV. */
export const genericFindingsCsv: ReportFormat = {
  id: 'generic-findings-csv',
  name: 'Generic findings CSV (DefectDojo)',
  tool: 'generic-findings',
  versions: ['2'],
  framing: 'lines',
  recognises: ({ text }) => hasColumns(headingOf(text)),
  read: readGenericCsv,
};

function headingOf(text: string): string {
  return /^[\s\ufeff]{0,100}([^\r\n]{0,5000})/.exec(text)?.[1] ?? '';
}

/** Spreadsheets of some languages write semicolons. */
function delimiterOf(heading: string): ',' | ';' {
  return heading.includes(';') && !heading.includes(',') ? ';' : ',';
}

/** Columns stand in any order. */
function hasColumns(heading: string): boolean {
  const names = heading.split(delimiterOf(heading)).map((name) => keyOf(name.replaceAll('"', '')));
  return ['title', 'severity', 'description'].every((name) => names.includes(name));
}

async function* readGenericCsv(source: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  const { head, pieces } = await beginsWith(source, '\n');
  const delimiter = delimiterOf(headingOf(head));
  for await (const record of csvRecords(withLastQuoteClosed(pieces), delimiter)) yield* itemsOf(record, context);
}

function* itemsOf(record: CsvRecord, { target }: ReportContext): Generator<ReportItem> {
  const of = textsOf(record);
  const finding = findingOf(of);
  const { line } = record;
  const reason = whyNot(finding);
  if (reason !== undefined) {
    yield { type: 'skipped', reason, line };
    return;
  }
  const place = placeOf(of('url'));
  if (place === undefined && of('url') !== '') {
    yield { type: 'skipped', reason: 'an endpoint of an entry that names no host', line };
  }
  yield { type: 'observation', observation: observationOf(finding, place ?? givenTarget(target)) };
}

/** Columns are written in several ways: `CweId`, `Vulnerability Id`, `cvssv3`. */
function textsOf({ fields }: CsvRecord): (name: string) => string {
  const known = new Map([...fields].map(([name, value]) => [keyOf(name), value.trim()]));
  return (name) => known.get(name) ?? '';
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[\s_]/g, '');
}

function findingOf(of: (name: string) => string): GenericFinding {
  const cwe = [of('cweid'), of('cwe'), ...of('cweids').split(/[\s,]+/)].map(cweNumber).filter((number) => number > 0);
  return {
    title: of('title'),
    severity: of('severity'),
    vectors: [of('cvssv4'), of('cvssv3')].filter((vector) => vector !== ''),
    scores: [of('cvssv4score'), of('cvssv3score')].filter((score) => score !== ''),
    description: of('description'),
    mitigation: of('mitigation'),
    fixVersion: of('fixversion'),
    references: of('references'),
    cwe: [...new Set(cwe)],
    vulnerabilityIds: [...new Set([of('cve'), of('vulnerabilityid')])].filter((id) => id !== ''),
    rule: of('vulnidfromtool'),
    uniqueId: of('uniqueidfromtool'),
    filePath: of('filepath'),
    line: of('line'),
    component: [of('componentname'), of('componentversion')].filter((word) => word !== '').join(' '),
    parameter: of('param'),
    facts: {
      Date: of('date'),
      Impact: of('impact'),
      EPSS: of('epssscore'),
      'Known exploited': isTrue(of('knownexploited')) ? 'yes' : '',
      'Used by ransomware': isTrue(of('ransomwareused')) ? 'yes' : '',
    },
    isFalsePositive: isTrue(of('falsepositive')) || isTrue(of('falsep')),
    isMitigated: isTrue(of('ismitigated')),
    isOutOfScope: isTrue(of('outofscope')),
  };
}

function isTrue(text: string): boolean {
  return /^t/i.test(text);
}
