import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, reportFixtures } from '../../testing/report-fixtures.js';
import { sshAuditJson } from './ssh-audit.report.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(sshAuditJson, FIXTURES);

describe('a report of ssh-audit', () => {
  const [v2, v3] = reportFixtures(sshAuditJson, FIXTURES).map(({ text }) => text);

  it('of 3.x grades: fail is high, warn is medium, CVEs by their score', async () => {
    const observed = observationsIn(await readReport(sshAuditJson, v3 ?? ''));

    expect(observed.map(({ weakness, severity, rule }) => [weakness, severity, rule])).toEqual([
      ['ssh.kex.weak', 'high', 'kex diffie-hellman-group1-sha1'],
      ['ssh.hostkey.weak', 'high', 'key ssh-dss'],
      ['ssh.cipher.weak', 'medium', 'enc aes128-cbc'],
      ['ssh.mac.weak', 'high', 'mac hmac-md5'],
      ['cve.CVE-2018-15473', 'medium', 'CVE-2018-15473'],
    ]);
    expect(observed[0]?.endpoint).toEqual({ host: 'shop.example', port: 2222, transport: 'tcp', protocol: 'ssh' });
  });

  it('of 2.x grades nothing: weak is what the catalogue calls weak', async () => {
    const observed = observationsIn(await readReport(sshAuditJson, v2 ?? ''));

    expect(observed.map(({ rule }) => rule)).toContain('kex diffie-hellman-group1-sha1');
    expect(observed.map(({ rule }) => rule)).not.toContain('kex curve25519-sha256');
    expect(new Set(observed.map(({ severity }) => severity))).toEqual(new Set([undefined]));
  });

  it('may be about several targets', async () => {
    expect(observationsIn(await readReport(sshAuditJson, `[${v3 ?? ''},${v3 ?? ''}]`))).toHaveLength(10);
  });
});
