import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { type CsvRecord, csvRecords } from '../../report-reading/csv-records.js';
import { givenTarget } from '../../report-reading/reported-place.js';
import { type GenericFinding, observationOf, placeOf, whyNot } from './generic-findings.observation.js';

const HEADING =
  /^[\s\ufeff]*(?=[^\n]{0,1000}\bTitle\b)(?=[^\n]{0,1000}\bSeverity\b)(?=[^\n]{0,1000}\bDescription\b)"?(?:Date|Title|Severity|CweId)"?,/i;

/** The generic findings of DefectDojo as CSV. */
export const genericFindingsCsv: ReportFormat = {
  id: 'generic-findings-csv',
  name: 'Generic findings CSV (DefectDojo)',
  tool: 'generic-findings',
  versions: ['2', '3.2'],
  framing: 'lines',
  recognises: ({ text }) => HEADING.test(text),
  read: readGenericCsv,
};

async function* readGenericCsv(pieces: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  for await (const record of csvRecords(pieces)) {
    const of = textsOf(record);
    const finding = findingOf(of);
    const reason = whyNot(finding);
    if (reason !== undefined) yield { type: 'skipped', reason, line: record.line };
    else {
      const place = placeOf(of('url')) ?? givenTarget(context.target);
      yield { type: 'observation', observation: observationOf(finding, place) };
    }
  }
}

/** Columns are written in several ways: `CweId`, `Vulnerability Id`, `cvssv3`. */
function textsOf({ fields }: CsvRecord): (name: string) => string {
  const lower = new Map([...fields].map(([name, value]) => [name.toLowerCase().replace(/[\s_]/g, ''), value.trim()]));
  return (name) => lower.get(name) ?? '';
}

function findingOf(of: (name: string) => string): GenericFinding {
  const cwe = [of('cweid'), ...of('cweids').split(/[\s,]+/)].map((text) => Number(/\d{1,5}/.exec(text)?.[0] ?? 0));
  return {
    title: of('title'),
    severity: of('severity'),
    vectors: [of('cvssv4'), of('cvssv3')].filter((vector) => vector !== ''),
    description: of('description'),
    mitigation: of('mitigation'),
    impact: of('impact'),
    references: of('references'),
    cwe: [...new Set(cwe)].filter((number) => number > 0),
    vulnerabilityIds: [of('cve'), of('vulnerabilityid')].filter((id) => id !== ''),
    rule: of('vulnidfromtool'),
    uniqueId: of('uniqueidfromtool'),
    filePath: of('filepath'),
    line: of('line'),
    component: [of('componentname'), of('componentversion')].filter((word) => word !== '').join(' '),
    falsePositive: /^t/i.test(of('falsepositive')),
    duplicate: /^t/i.test(of('duplicate')),
  };
}
