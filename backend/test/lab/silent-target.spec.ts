import { describeLab } from './describe-lab.js';
import { type FinishedScan, finishedScan, provenFamilies } from './finished-scan.js';

const SCAN_MS = 240_000;
const WEB_TOOLS = ['tls', 'http-headers', 'exposed-files', 'technology', 'sslscan', 'testssl', 'whatweb', 'ffuf'];
const PROGRAMS = ['sslscan', 'testssl', 'whatweb', 'ffuf'];

describeLab('A server that accepts and never answers', PROGRAMS, (bench) => {
  let result: FinishedScan;

  beforeAll(async () => {
    const { lab, server } = bench();
    result = await finishedScan(server, { target: `https://${lab.host}:${lab.ports.tarpit}/`, tools: WEB_TOOLS });
  }, SCAN_MS);

  it('makes the scan fail and not look clean', () => {
    expect(result.scan.state).toBe('failed');
    expect(result.scan.reason).toMatch(/\w/);
  });

  it('ends each run as failed or skipped, with a reason', () => {
    expect(result.runs.map(({ tool }) => tool).sort()).toEqual([...WEB_TOOLS].sort());
    for (const { state, reason } of result.runs) {
      expect(['failed', 'skipped']).toContain(state);
      expect(reason).toMatch(/\w/);
    }
  });

  it('gives no finding and proves nothing', () => {
    expect(result.findings).toEqual([]);
    expect(provenFamilies(result)).toEqual([]);
  });
});

describeLab('A port on which nobody listens', PROGRAMS, (bench) => {
  let result: FinishedScan;

  beforeAll(async () => {
    const { lab, server } = bench();
    result = await finishedScan(server, { target: `http://${lab.host}:${lab.ports.closed}/`, tools: WEB_TOOLS });
  }, SCAN_MS);

  it('makes the scan fail', () => {
    expect(result.scan.state).toBe('failed');
  });

  it('gives no finding and proves nothing', () => {
    expect(result.runs.length).toBeGreaterThan(0);
    expect(result.findings).toEqual([]);
    expect(provenFamilies(result)).toEqual([]);
  });
});
