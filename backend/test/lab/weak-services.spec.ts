import { describeLab } from './describe-lab.js';
import { findingsOf, type FinishedScan, finishedScan } from './finished-scan.js';

const SCAN_MS = 240_000;

describeLab('Services with weak settings', ['nmap', 'ssh-audit'], (bench) => {
  let result: FinishedScan;

  beforeAll(async () => {
    const { lab, server } = bench();
    result = await finishedScan(server, {
      target: lab.host,
      ports: [lab.ports.redis, lab.ports.ssh, lab.ports.closed],
      tools: ['nmap', 'ports', 'ssh-audit'],
      profile: 'standard',
    });
  }, SCAN_MS);

  it('include a Redis that asks for no password', () => {
    const [finding] = findingsOf(result, 'redis.unauthenticated');

    expect(finding).toMatchObject({ severity: 'critical', endpoint: { port: bench().lab.ports.redis } });
  });

  it.each(['ssh.kex.weak', 'ssh.cipher.weak', 'ssh.mac.weak', 'ssh.hostkey.weak'])(
    'include %s, which two tools see',
    (weakness) => {
      const found = findingsOf(result, weakness);

      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ corroboration: 2, endpoint: { port: bench().lab.ports.ssh } });
    },
  );

  it('are open ports on which both tools agree', () => {
    const { redis, ssh } = bench().lab.ports;
    const open = findingsOf(result, 'net.port.open');

    expect(open.map(({ endpoint }) => endpoint.port).sort()).toEqual([redis, ssh].sort());
    expect(open.map(({ corroboration }) => corroboration)).toEqual([2, 2]);
  });

  it('do not include the port on which nobody listens', () => {
    const ports = result.findings.map(({ endpoint }) => endpoint.port);

    expect(ports).not.toContain(bench().lab.ports.closed);
  });
});
