import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { beginsWith } from '../../report-reading/begins-with.js';
import { type CsvRecord, csvRecords } from '../../report-reading/csv-records.js';
import { addressesIn } from '../../report-reading/plain-text.js';
import { cvesIn, observationOf, type OpenvasResult } from './openvas.observation.js';

const HEADING = /^[\s\ufeff]*"?(?:IP|Hostname|Timestamp)"?[,;][^\n]{0,600}"?NVT (?:Name|OID)"?/i;

/** The results of a report as CSV. */
export const openvasCsv: ReportFormat = {
  id: 'openvas-csv',
  name: 'OpenVAS CSV',
  tool: 'openvas',
  versions: ['9', '20.08', '21.04', '22.4'],
  framing: 'lines',
  recognises: ({ text }) => HEADING.test(text),
  read: readOpenvasCsv,
};

async function* readOpenvasCsv(source: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  const { head, pieces } = await beginsWith(source, '\n');
  const heading = head.slice(0, head.indexOf('\n'));
  for await (const record of csvRecords(pieces, heading.includes(';') && !heading.includes(',') ? ';' : ',')) {
    const result = resultOf(record);
    const observation = /^false positive$/i.test(result.threat) ? undefined : observationOf(result);
    if (observation !== undefined) yield { type: 'observation', observation };
    else yield { type: 'skipped', reason: 'a line without host, or a false positive', line: record.line };
  }
}

function resultOf({ fields }: CsvRecord): OpenvasResult {
  const lower = new Map([...fields].map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const of = (...names: readonly string[]): string =>
    names.map((name) => lower.get(name) ?? '').find((text) => text !== '') ?? '';
  const port = Number(of('port'));
  return {
    oid: of('nvt oid', 'oid'),
    name: of('nvt name', 'name'),
    ip: of('ip', 'host', 'ip address'),
    hostName: of('hostname', 'dns name'),
    port: Number.isInteger(port) && port > 0 ? port : undefined,
    transport: of('port protocol', 'protocol').toLowerCase() === 'udp' ? 'udp' : 'tcp',
    threat: of('severity', 'threat'),
    score: of('cvss', 'cvss base'),
    detail: of('specific result', 'result'),
    description: [of('summary'), of('vulnerability insight', 'insight')].filter((text) => text !== '').join('\n\n'),
    solution: of('solution'),
    // a scan by CVE has the CVE in place of the number and of the name of a test
    cve: cvesIn(of('cves', 'cve') || `${of('nvt oid', 'oid')} ${of('nvt name', 'name')}`),
    references: addressesIn(of('other references', 'references')),
  };
}
