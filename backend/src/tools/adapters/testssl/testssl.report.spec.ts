import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { testsslCsv, testsslJson, testsslJsonPretty } from './testssl.report.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(testsslJson, FIXTURES);
describeReportFormat(testsslJsonPretty, FIXTURES, ['full.json', 'full-legacy-java.json', 'success-good-subset.json']);
describeReportFormat(testsslCsv, FIXTURES);

describe('a report of testssl.sh', () => {
  const heading = '"id","fqdn/ip","port","severity","finding","cve","cwe"';

  it('may be about several services, graded as testssl grades', async () => {
    const text = [
      heading,
      '"SSLv3","a.example/192.0.2.1","443","HIGH","offered","","CWE-310"',
      heading,
      '"DROWN","b.example/192.0.2.2","25","CRITICAL","vulnerable","CVE-2016-0800 CVE-2016-0703","CWE-310"',
    ].join('\n');

    expect(observationsIn(await readReport(testsslCsv, text))).toMatchObject([
      {
        weakness: 'tls.protocol.ssl3',
        severity: 'high',
        cwe: [310],
        endpoint: { host: 'a.example', address: '192.0.2.1', port: 443 },
      },
      {
        weakness: 'tls.vulnerability.drown',
        severity: 'critical',
        cve: ['CVE-2016-0800', 'CVE-2016-0703'],
        endpoint: { host: 'b.example', port: 25 },
      },
    ]);
  });

  it('names the facts that are no findings', async () => {
    const text = `${heading}\n"cert_commonName","a/192.0.2.1","443","INFO","a","",""\n"TLS1","a/192.0.2.1","443","OK","not offered","",""\n`;

    const items = await readReport(testsslCsv, text);

    expect(observationsIn(items)).toEqual([]);
    expect(skippedIn(items)).toEqual([
      { type: 'skipped', reason: 'cert_commonName is graded INFO: no finding', line: 2 },
    ]);
  });

  it('takes no mark for a finding, and tells of a target that it gave up', async () => {
    const text = [
      heading,
      '"overall_grade","a.example/192.0.2.1","443","MEDIUM","B","",""',
      '"scanProblem","b.example/192.0.2.2","443","FATAL","no answer from 192.0.2.2:443","",""',
    ].join('\r\n');

    const items = await readReport(testsslCsv, `\ufeff${text}\r\n`);

    expect(observationsIn(items)).toEqual([]);
    expect(skippedIn(items)).toMatchObject([{ reason: 'testssl.sh gave up: no answer from 192.0.2.2:443', line: 3 }]);
  });

  it('tells what a lone entry says, which has no service', async () => {
    const entry = '{"id":"scanProblem","ip":"/","port":"443","severity":"FATAL","finding":"no such name"}';

    const flat = await readReport(testsslJson, `[${entry}]`);
    const pretty = await readReport(testsslJsonPretty, `{"Invocation":"testssl x","scanResult":[${entry}]}`);

    expect(skippedIn(flat)).toMatchObject([{ reason: 'an entry without a service: no such name' }]);
    expect(skippedIn(pretty)).toMatchObject([{ reason: 'a result without a service: no such name' }]);
  });

  it('joins the suites that were tried one by one, and loses none that testssl finds fault with', async () => {
    const suite = (id: string, grade: string, name: string) =>
      `"${id}","a.example/192.0.2.1","443","${grade}","TLSv1.2   x00   SHORT   RSA   AES   256   ${name}","",""`;
    const text = [
      heading,
      '"cipherlist_OBSOLETED","a.example/192.0.2.1","443","LOW","offered","","CWE-310"',
      suite('cipher-tls1_2_xc028', 'LOW', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'),
      suite('cipher-tls1_2_xc030', 'OK', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'),
      suite('cipher_x9d', 'INFO', 'TLS_RSA_WITH_AES_256_GCM_SHA384'),
    ].join('\n');

    expect(observationsIn(await readReport(testsslCsv, text))).toMatchObject([
      { weakness: 'testssl.cipherlist_AVERAGE', rule: 'cipherlist_OBSOLETED', severity: 'low' },
      { weakness: 'tls.cipher.no-forward-secrecy', rule: 'cipher' },
      { weakness: 'testssl.cipherlist_AVERAGE', rule: 'cipher', severity: 'low' },
    ]);
  });

  it('says the same in all its forms', async () => {
    const flat = '[{"id":"SSLv2","ip":"a.example/192.0.2.1","port":"443","severity":"CRITICAL","finding":"offered"}]';
    const pretty =
      '{"scanResult":[{"targetHost":"a.example","ip":"192.0.2.1","port":"443","protocols":[{"id":"SSLv2","severity":"CRITICAL","finding":"offered"}]}]}';
    const csv = `${heading}\n"SSLv2","a.example/192.0.2.1","443","CRITICAL","offered","",""\n`;

    const [first, second, third] = await Promise.all([
      readReport(testsslJson, flat),
      readReport(testsslJsonPretty, pretty),
      readReport(testsslCsv, csv),
    ]);

    expect(observationsIn(first)).toHaveLength(1);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });
});
