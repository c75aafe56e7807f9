import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport } from '../../testing/report-fixtures.js';
import { wapitiJson } from './wapiti-json.report.js';
import { wapitiXml } from './wapiti-xml.report.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(wapitiJson, FIXTURES);
describeReportFormat(wapitiXml, FIXTURES);

describe('a report of Wapiti', () => {
  const entry = {
    method: 'GET',
    path: '/item?id=1',
    info: 'SQL Injection via id',
    level: 4,
    parameter: 'id',
    http_request: 'GET /item',
  };
  const report = (vulnerabilities: object): string =>
    JSON.stringify({
      classifications: {},
      vulnerabilities,
      anomalies: {},
      infos: { target: 'https://shop.example/', version: 'Wapiti 3.1.0', date: '' },
    });

  it('grades from 0 to 4, and keeps parameters of one page apart', async () => {
    const text = report({
      'SQL Injection': [entry, { ...entry, parameter: 'name', level: 3 }],
      'CRLF Injection': [{ ...entry, info: 'split', level: 0 }],
    });

    const observed = observationsIn(await readReport(wapitiJson, text));

    expect(observed.map(({ weakness, severity, discriminator }) => [weakness, severity, discriminator])).toEqual([
      ['http.sql-injection', 'critical', 'GET id'],
      ['http.sql-injection', 'high', 'GET name'],
      ['wapiti.crlf-injection', 'info', 'GET id'],
    ]);
    expect(observed[0]?.endpoint).toEqual({
      host: 'shop.example',
      port: 443,
      transport: 'tcp',
      protocol: 'https',
      path: '/item',
    });
  });

  it('tells a missing policy from a weak one', async () => {
    const csp = (info: string) => [{ ...entry, info, parameter: '' }];

    const missing = await readReport(
      wapitiJson,
      report({ 'Content Security Policy Configuration': csp('CSP is not set') }),
    );
    const weak = await readReport(
      wapitiJson,
      report({ 'Content Security Policy Configuration': csp('CSP "script-src" value is not safe') }),
    );

    expect(observationsIn(missing)[0]?.weakness).toBe('http.header.csp.missing');
    expect(observationsIn(weak)[0]?.weakness).toBe('wapiti.content-security-policy-configuration');
  });

  it('of 2.x names whole addresses', async () => {
    const bug =
      '<bug level="1"><url>http://shop.example/a.php?x=1</url><parameter>x=1</parameter><info>XSS (x)</info></bug>';
    const text = `<report type="security"><generatedBy id="Wapiti 2.2.1"/><bugTypeList><bugType name="Cross Site Scripting"><bugList>${bug}</bugList></bugType></bugTypeList></report>`;

    expect(observationsIn(await readReport(wapitiXml, text))).toMatchObject([
      {
        weakness: 'http.cross-site-scripting',
        severity: 'low',
        endpoint: { host: 'shop.example', port: 80, path: '/a.php' },
      },
    ]);
  });

  it('takes weakness numbers from the pages that a class refers to', async () => {
    const page = (number: number) =>
      `<reference><title>CWE</title><url>https://cwe.mitre.org/data/definitions/${number}.html</url></reference>`;
    const credentials = '<entry><method>POST</method><path>/login</path><level>1</level><info>weak</info></entry>';
    const text = `<report type="security"><report_infos><info name="generatorName">wapiti</info><info name="target">https://shop.example/</info></report_infos>
      <vulnerabilities><vulnerability name="Weak credentials"><references>${page(798)}${page(521)}</references><entries>${credentials}</entries></vulnerability></vulnerabilities></report>`;

    const observed = observationsIn(await readReport(wapitiXml, text));

    expect(observed).toMatchObject([{ weakness: 'wapiti.weak-credentials', severity: 'low', cwe: [798, 521] }]);
  });
});
