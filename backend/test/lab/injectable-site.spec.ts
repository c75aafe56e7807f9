import { describeLab, type LabBench } from './describe-lab.js';
import { findingsOf, type FinishedScan, finishedScan, provenFamilies, type ScanOrder } from './finished-scan.js';
import { InjectableSite, type ShopLinks } from './injectable-site.js';

const SCAN_MS = 180_000;

/** What came of a scan by one tool, and what the shop was asked. */
interface Visit {
  readonly result: FinishedScan;
  readonly asked: readonly string[];
}

async function visit(bench: LabBench, tool: string, links: ShopLinks): Promise<Visit> {
  const site = await InjectableSite.start(links);
  try {
    const order: ScanOrder = { target: site.address, tools: [tool], profile: 'standard' };
    return { result: await finishedScan(bench.server, order), asked: site.server.asked };
  } finally {
    await site.stop();
  }
}

describeLab('A shop that sqlmap is asked to try', ['sqlmap'], (bench) => {
  const scanOf = (links: ShopLinks): Promise<Visit> => visit(bench(), 'sqlmap', links);

  it(
    'has an injection where a parameter is code, and none where it is a value',
    async () => {
      const { result, asked } = await scanOf(['/safe?id=2', '/item?id=1', '/delete?id=1']);

      expect(result.runs).toMatchObject([{ tool: 'sqlmap', state: 'succeeded' }]);
      expect(findingsOf(result, 'http.sql-injection').map(({ endpoint }) => endpoint.path)).toEqual(['/item']);
      expect(asked.filter((request) => request.startsWith('GET /safe?id=')).length).toBeGreaterThan(10);
      expect(asked.filter((request) => !request.startsWith('GET ') || request.includes('/delete'))).toEqual([]);
      // Nothing of the database is read: the names of its tables stand in its schema.
      expect(asked.filter((request) => /sqlite_(?:master|schema|version)/i.test(request))).toEqual([]);
    },
    SCAN_MS,
  );

  it(
    'has nothing when it is safe, which does not prove that it has no flaw',
    async () => {
      const { result } = await scanOf(['/safe?id=2']);

      expect(result.runs).toMatchObject([{ state: 'succeeded' }]);
      expect(result.findings).toEqual([]);
      expect(provenFamilies(result, 'sqlmap')).toEqual([]);
    },
    SCAN_MS,
  );

  it(
    'is not tested when no link has parameters, and the run says so',
    async () => {
      const { result } = await scanOf(['/about']);

      expect(result.runs).toMatchObject([
        { state: 'skipped', reason: 'sqlmap found no link with parameters: there was nothing to test' },
      ]);
      expect(provenFamilies(result)).toEqual([]);
    },
    SCAN_MS,
  );
});

describeLab('A shop that Wapiti is asked to try', ['wapiti'], (bench) => {
  it(
    'has an injection where a parameter is code, and none where it is a value',
    async () => {
      const { result, asked } = await visit(bench(), 'wapiti', ['/safe?id=2', '/item?id=1']);

      expect(result.runs).toMatchObject([{ tool: 'wapiti', state: 'succeeded' }]);
      expect(findingsOf(result, 'http.sql-injection').map(({ endpoint }) => endpoint.path)).toEqual(['/item']);
      expect(asked.filter((request) => request.startsWith('GET /safe?id=')).length).toBeGreaterThan(10);
      expect(asked.filter((request) => !request.startsWith('GET '))).toEqual([]);
      expect(provenFamilies(result, 'wapiti')).toEqual([]);
    },
    SCAN_MS,
  );
});
