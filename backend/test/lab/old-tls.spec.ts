import { describeLab } from './describe-lab.js';
import { findingsOf, type FinishedScan, finishedScan, provenFamilies } from './finished-scan.js';

/** testssl alone takes a minute on a busy machine. */
const SCAN_MS = 300_000;

describeLab('A web server with old TLS', ['nmap', 'sslscan', 'testssl'], (bench) => {
  let result: FinishedScan;

  beforeAll(async () => {
    const { lab, server } = bench();
    result = await finishedScan(server, {
      target: lab.host,
      ports: [lab.ports.weakTls],
      tools: ['tls', 'sslscan', 'testssl', 'nmap'],
      profile: 'standard',
    });
  }, SCAN_MS);

  it('is examined by all four tools', () => {
    const succeeded = result.runs.filter(({ state }) => state === 'succeeded').map(({ tool }) => tool);

    expect([...succeeded].sort()).toEqual(['nmap', 'sslscan', 'testssl', 'tls']);
  });

  it.each(['tls.protocol.tls1_0', 'tls.certificate.expired', 'tls.certificate.small-key'])(
    'has one finding %s on which at least three tools agree',
    (weakness) => {
      const findings = findingsOf(result, weakness);

      expect(findings).toHaveLength(1);
      expect(findings[0]?.endpoint.port).toBe(bench().lab.ports.weakTls);
      expect(findings[0]?.corroboration).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(['tls.protocol.tls1_1', 'tls.protocol.tls1_3.missing', 'tls.cipher.null', 'tls.cipher.anonymous'])(
    'has the finding %s',
    (weakness) => {
      expect(findingsOf(result, weakness)).toHaveLength(1);
    },
  );

  it('shows the words of each tool behind a finding', async () => {
    const [finding] = findingsOf(result, 'tls.protocol.tls1_0');

    const { observations } = await bench().server.get<{ observations: { tool: string; evidence: string }[] }>(
      `/findings/${finding!.id}`,
    );

    expect(new Set(observations.map(({ tool }) => tool))).toEqual(new Set(finding!.tools));
    expect(observations.every(({ evidence }) => evidence !== '')).toBe(true);
  });

  it('says that protocols were checked', () => {
    expect(provenFamilies(result)).toContain('tls.protocols');
  });

  it('leaves no process behind', () => {
    const receipts = result.runs.flatMap(({ receipt }) => receipt ?? []);

    expect(receipts.length).toBeGreaterThanOrEqual(3);
    expect(receipts.flatMap(({ survivors }) => survivors)).toEqual([]);
  });
});
