import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, reportFixtures, skippedIn } from '../../testing/report-fixtures.js';
import { sslyzeJson } from './sslyze-json.format.js';
import { sslyzeXml } from './sslyze-xml.format.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(sslyzeJson, FIXTURES);
describeReportFormat(sslyzeXml, FIXTURES);

describe('a report of SSLyze', () => {
  const text = (format: typeof sslyzeJson, name: string): string =>
    reportFixtures(format, FIXTURES).find((fixture) => fixture.name === name)?.text ?? '';
  const keysOf = async (format: typeof sslyzeJson, name: string): Promise<string[]> =>
    observationsIn(await readReport(format, text(format, name))).map(({ weakness }) => weakness);

  it('of 5.x is read', async () => {
    expect(await keysOf(sslyzeJson, 'sslyze-json.v5.json')).toEqual([
      'tls.protocol.tls1_0',
      'tls.cipher.rc4',
      'tls.cipher.no-forward-secrecy',
      'tls.vulnerability.heartbleed',
      'tls.certificate.hostname-mismatch',
      'tls.certificate.expired',
      'tls.certificate.small-key',
    ]);
  });

  it('of 2.x is read; a chain that any store trusts is good', async () => {
    expect(await keysOf(sslyzeJson, 'sslyze-json.v2.json')).toEqual([
      'tls.protocol.ssl3',
      'tls.cipher.3des',
      'tls.cipher.cbc-sha1',
      'tls.cipher.no-forward-secrecy',
      'tls.vulnerability.ccs-injection',
      'tls.vulnerability.insecure-renegotiation',
      'tls.vulnerability.client-renegotiation',
    ]);
  });

  it.each([
    ['3.x', { received_certificate_chain: [{ publicKey: { algorithm: '_RSAPublicKey', size: 1024 } }] }],
    ['2.x', { certificate_chain: [{ publicKey: { algorithm: 'RSA', size: '1024' } }] }],
  ])('of %s calls the size of a key otherwise', async (version, deployment) => {
    const result =
      version === '2.x'
        ? { server_info: { hostname: 'a.example', port: 443 }, commands_results: { certinfo: deployment } }
        : {
            server_info: { server_location: { hostname: 'a.example', port: 443 } },
            scan_commands_results: { certificate_info: { certificate_deployments: [deployment] } },
          };
    const list = version === '2.x' ? 'accepted_targets' : 'server_scan_results';

    expect(observationsIn(await readReport(sslyzeJson, JSON.stringify({ [list]: [result] })))).toMatchObject([
      { weakness: 'tls.certificate.small-key' },
    ]);
  });

  it('names what was not examined, and why', async () => {
    const place = { hostname: 'a.example', port: 443 };
    const report = {
      server_scan_results: [
        { server_location: place, scan_status: 'ERROR_NO_CONNECTIVITY', scan_result: null },
        {
          server_location: place,
          scan_result: { robot: { error_reason: 'CONNECTIVITY_ISSUE', result: null }, heartbleed: { result: {} } },
        },
        {
          server_info: { server_location: place },
          scan_commands_errors: { robot: { reason: 'BUG_IN_SSLYZE' } },
          scan_commands_results: {},
        },
      ],
      server_connectivity_errors: [{ server_string: 'b.example', error_message: 'Connection refused' }],
    };

    const items = await readReport(sslyzeJson, JSON.stringify(report));

    expect(observationsIn(items)).toEqual([]);
    expect(skippedIn(items).map(({ reason }) => reason)).toEqual([
      'a service that was not examined: a.example, ERROR_NO_CONNECTIVITY',
      'robot came to no result: CONNECTIVITY_ISSUE',
      'robot came to no result: BUG_IN_SSLYZE',
      'a service that was not examined: b.example, Connection refused',
    ]);
  });

  it('of 1.x is XML', async () => {
    expect(await keysOf(sslyzeXml, 'sslyze-xml.written.xml')).toEqual([
      'tls.protocol.ssl3',
      'tls.cipher.rc4',
      'tls.cipher.no-forward-secrecy',
      'tls.certificate.hostname-mismatch',
      'tls.certificate.self-signed',
      'tls.vulnerability.client-renegotiation',
    ]);
  });
});
