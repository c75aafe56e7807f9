import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { openvasCsv } from './openvas-csv.format.js';
import { openvasXml } from './openvas-xml.format.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(openvasXml, FIXTURES);
describeReportFormat(openvasCsv, FIXTURES);

describe('a report of OpenVAS', () => {
  const result = (part: string): string =>
    `<get_reports_response status="200"><report><report><results><result id="r">${part}</result></results></report></report></get_reports_response>`;
  const nvt = '<nvt oid="1.2.3"><name>A test</name></nvt>';

  it('grades by its own word, or else by the score', async () => {
    const texts = [
      '<threat>Log</threat>',
      '<threat>Critical</threat>',
      '<severity>9.5</severity>',
      '<severity>0.0</severity>',
    ];

    const graded = await Promise.all(
      texts.map(
        async (text) =>
          observationsIn(await readReport(openvasXml, result(`${nvt}<host>192.0.2.1</host>${text}`)))[0]?.severity,
      ),
    );

    expect(graded).toEqual(['info', 'critical', 'critical', 'info']);
  });

  it.each([
    ['443/tcp', 443, 'tcp'],
    ['general/tcp', undefined, undefined],
    ['https (443/tcp)', 443, 'tcp'],
    ['53/udp', 53, 'udp'],
  ])('reads the port %s', async (text, port, transport) => {
    const [observation] = observationsIn(
      await readReport(openvasXml, result(`${nvt}<host>192.0.2.1</host><port>${text}</port>`)),
    );

    expect([observation?.endpoint.port, observation?.endpoint.transport]).toEqual([port, transport]);
  });

  it('leaves out, by name, what OpenVAS itself calls wrong', async () => {
    const text = result(`${nvt}<host>192.0.2.1</host><threat>False Positive</threat>`);

    expect(skippedIn(await readReport(openvasXml, text))).toEqual([
      { type: 'skipped', reason: 'a result that OpenVAS calls false positive', line: 1 },
    ]);
  });

  it('of a scan by CVE has the CVE in place of the test', async () => {
    const text =
      'IP,Port,Severity,CVSS,NVT Name,NVT OID,CVEs\r\n192.0.2.1,,High,9.8,CVE-2020-0001,CVE-2020-0001,""\r\n192.0.2.1,22,Low,2.0,A test,1.2.3,\r\n';

    expect(observationsIn(await readReport(openvasCsv, text))).toMatchObject([
      { weakness: 'cve.CVE-2020-0001', cve: ['CVE-2020-0001'], severity: 'high', title: 'CVE-2020-0001' },
      { weakness: 'openvas.1.2.3', severity: 'low' },
    ]);
  });

  it('may separate its columns by semicolons', async () => {
    const text = 'Timestamp;IP;Port;Severity;NVT Name;NVT OID\n2026;192.0.2.1;22;High;A test;1.2.3\n';

    expect(observationsIn(await readReport(openvasCsv, text))).toMatchObject([
      { weakness: 'openvas.1.2.3', severity: 'high', endpoint: { host: '192.0.2.1', port: 22 } },
    ]);
  });
});
