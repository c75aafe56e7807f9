import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, reportFixtures } from '../../testing/report-fixtures.js';
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
