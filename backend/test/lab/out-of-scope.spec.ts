import { describeLab } from './describe-lab.js';
import { type FinishedScan, finishedScan } from './finished-scan.js';

const SCAN_MS = 240_000;
const PROGRAMS = ['nmap', 'whatweb', 'ffuf'];

describeLab('A site that sends its visitors out of scope', PROGRAMS, (bench) => {
  let result: FinishedScan;

  beforeAll(async () => {
    const { lab, server } = bench();
    result = await finishedScan(server, {
      target: lab.host,
      ports: [lab.ports.redirect],
      tools: ['http-headers', 'exposed-files', 'technology', 'ports', ...PROGRAMS],
    });
  }, SCAN_MS);

  it('is examined by every tool', () => {
    const started = result.runs.filter(({ startedAt }) => startedAt !== undefined).map(({ tool }) => tool);

    expect(started).toEqual(expect.arrayContaining(['http-headers', 'exposed-files', 'technology', ...PROGRAMS]));
  });

  it('takes no tool along', () => {
    expect(bench().lab.outsideVisits()).toEqual([]);
  });

  it('has findings on itself only', () => {
    const hosts = result.findings.map(({ endpoint }) => endpoint.address);

    expect(new Set([...hosts, bench().lab.host])).toEqual(new Set([bench().lab.host]));
  });

  it('does not let the other host be scanned on its authorisation', async () => {
    const { server } = bench();

    const { status, body } = await server.request<{ code: string }>('POST', '/scans', { target: '127.0.0.2' });

    expect(status).toBe(403);
    expect(body.code).toBe('target.not-authorised');
  });

  it('refuses a metadata address even when somebody authorises it', async () => {
    const authorisation = { authorisedBy: 'Laboratory' };

    const { status, body } = await bench().server.request<{ code: string }>('POST', '/scans', {
      target: 'http://169.254.169.254/latest/meta-data/',
      authorisation,
    });

    expect(status).toBe(403);
    expect(body.code).toBe('target.out-of-scope');
  });
});
