import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport } from '../../testing/report-fixtures.js';
import { sslscanXml } from './sslscan.report.js';

const FIXTURES = [
  'success-weak.xml',
  'success-good.xml',
  'success-legacy-java.xml',
  'success-wrong-host.xml',
  'not-tls-port.xml',
];

describeReportFormat(sslscanXml, join(import.meta.dirname, 'fixtures'), FIXTURES);

describe('a report of sslscan', () => {
  it('may be about several services', async () => {
    const test = (host: string, port: number) =>
      `<ssltest host="${host}" port="${port}"><protocol type="ssl" version="3" enabled="1" /></ssltest>`;
    const text = `<document title="SSLScan Results" version="1.11.11">${test('a.example', 443)}${test('192.0.2.2', 25)}</document>`;

    const observed = observationsIn(await readReport(sslscanXml, text));

    expect(observed.map(({ weakness, endpoint }) => [weakness, endpoint.host, endpoint.port])).toEqual([
      ['tls.protocol.ssl3', 'a.example', 443],
      ['tls.protocol.ssl3', '192.0.2.2', 25],
    ]);
  });

  it('of an old version tells protocols by their suites', async () => {
    const suite = '<cipher status="accepted" sslversion="TLSv1" bits="128" cipher="RC4-SHA" />';
    const text = `<document title="SSLScan Results" version="1.8.2"><ssltest host="a.example" port="443">${suite}</ssltest></document>`;

    const observed = observationsIn(await readReport(sslscanXml, text));

    expect(observed.map(({ weakness }) => weakness)).toEqual(
      expect.arrayContaining(['tls.protocol.tls1_0', 'tls.cipher.rc4']),
    );
  });

  it('of an old version lists suites that were refused, and a certificate without a form', async () => {
    const suite = (status: string, name: string) =>
      `<cipher status="${status}" sslversion="TLSv1.2" bits="256" cipher="${name}" dhebits="1024" strength="weak" />`;
    const certificate =
      '<certificate><subject>a.example</subject><issuer>CA</issuer><expired>true</expired></certificate>';
    const text = `<document title="SSLScan Results" version="1.11.13"><ssltest host="a.example" port="443">
      ${suite('not accepted', 'DHE-RSA-AES256-SHA256')}${suite('rejected', 'RC4-SHA')}${certificate}</ssltest></document>`;

    const observed = observationsIn(await readReport(sslscanXml, text));

    expect(observed.map(({ weakness }) => weakness)).toEqual(['tls.certificate.expired']);
  });
});
