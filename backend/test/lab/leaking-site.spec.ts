import { describeLab } from './describe-lab.js';
import { findingsOf, type FinishedScan, finishedScan } from './finished-scan.js';

const SCAN_MS = 180_000;

describeLab('A site that leaks', ['whatweb', 'gobuster'], (bench) => {
  let result: FinishedScan;

  beforeAll(async () => {
    const { lab, server } = bench();
    result = await finishedScan(server, {
      target: `http://${lab.host}:${lab.ports.plainWeb}/`,
      tools: ['exposed-files', 'http-headers', 'technology', 'whatweb', 'gobuster'],
    });
  }, SCAN_MS);

  it.each([
    'http.exposed.git',
    'http.exposed.env',
    'http.directory-listing',
    'http.header.csp.missing',
    'http.header.server.version',
  ])('has the finding %s', (weakness) => {
    expect(findingsOf(result, weakness).length).toBeGreaterThanOrEqual(1);
  });

  it('answers for paths that nothing links to', () => {
    const found = findingsOf(result, 'http.path.discovered').filter(({ tools }) => tools.includes('gobuster'));

    expect(found.map(({ endpoint }) => endpoint.path)).toContain('/.git/HEAD');
  });

  it('is not told to send HSTS, which means nothing in the clear', () => {
    expect(findingsOf(result, 'http.header.hsts.missing')).toEqual([]);
  });

  it('keeps the secrets of the site out of the findings', async () => {
    const details = await Promise.all(result.findings.map(({ id }) => bench().server.get<object>(`/findings/${id}`)));

    expect(JSON.stringify(details)).not.toMatch(/lab-only-(4711|0815)/);
  });
});
