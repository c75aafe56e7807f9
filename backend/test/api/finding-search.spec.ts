import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FindingDto, type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import { type FindingFacetsDto, type SavedViewListDto } from '../../src/findings/search/dto/finding-search.dto.js';
import {
  type OverviewDto,
  type TargetOverviewDto,
  type TargetOverviewPageDto,
} from '../../src/findings/overview/dto/overview.dto.js';
import { type TriageDto, type UndoResultDto } from '../../src/findings/triage/dto/triage.dto.js';
import { type ProblemDto } from '../../src/platform/errors/problem.js';
import { REPORT_FORMATS } from '../../src/tools/report-formats.js';
import { describeWithPostgres } from '../database/describe-postgres.js';
import { TestServer } from './test-server.js';

const TOOLS = join(import.meta.dirname, '../../src/tools');

/** Every report that a format was written for. */
function reports(): { name: string; content: Buffer }[] {
  return ['formats', 'adapters'].flatMap((part) =>
    readdirSync(join(TOOLS, part)).flatMap((tool) =>
      readdirSync(join(TOOLS, part, tool, 'fixtures'))
        .filter((name) => REPORT_FORMATS.some(({ id }) => name.startsWith(`${id}.`)))
        .map((name) => ({ name, content: readFileSync(join(TOOLS, part, tool, 'fixtures', name)) })),
    ),
  );
}

async function importAll(server: TestServer): Promise<void> {
  for (const { name, content } of reports()) {
    const { status, text } = await server.upload('/imports', content, name, { target: 'files.example' });
    if (status >= 300) throw new Error(`${name}: ${text}`);
  }
}

const path = (q: string, rest = ''): string => `/findings?q=${encodeURIComponent(q)}&limit=200${rest}`;

async function found(server: TestServer, q: string, rest = ''): Promise<readonly FindingDto[]> {
  const items: FindingDto[] = [];
  let token: string | undefined;
  do {
    const more = token === undefined ? '' : `&pageToken=${token}`;
    const { status, text, body } = await server.get<FindingPageDto>(path(q, rest + more));
    if (status !== 200) throw new Error(`${q}: ${text}`);
    items.push(...body.items);
    token = body.nextPageToken;
  } while (token !== undefined);
  return items;
}

/** What a search must answer, told by the findings themselves. */
const SEARCHES: readonly [string, (finding: FindingDto) => boolean][] = [
  ['', () => true],
  ['severity:high,critical', ({ severity }) => ['high', 'critical'].includes(severity)],
  ['-severity:info', ({ severity }) => severity !== 'info'],
  ['tool:nmap', ({ tools }) => tools.includes('nmap')],
  [
    'tool:nmap,zap -severity:info',
    ({ tools, severity }) => severity !== 'info' && (tools.includes('nmap') || tools.includes('zap')),
  ],
  ['tools:2', ({ corroboration }) => corroboration >= 2],
  ['host:shop.example', ({ endpoint }) => endpoint.host === 'shop.example'],
  ['-host:*.example', ({ endpoint }) => !endpoint.host.endsWith('.example')],
  ['host:192.0.2.*,weak.test', ({ endpoint }) => endpoint.host.startsWith('192.0.2.') || endpoint.host === 'weak.test'],
  ['port:443', ({ endpoint }) => endpoint.port === 443],
  ['-port:443', ({ endpoint }) => endpoint.port !== 443],
  ['weakness:tls.protocol.*', ({ weakness }) => weakness.startsWith('tls.protocol.')],
  ['weakness:tls.protocol.tls1_0', ({ weakness }) => weakness === 'tls.protocol.tls1_0'],
  ['cwe:327', ({ cwe }) => cwe.includes(327)],
  ['-cwe:327', ({ cwe }) => !cwe.includes(327)],
  ['cve:cve-2014-0160', ({ cve }) => cve.includes('CVE-2014-0160')],
  ['status:active', () => true],
  ['status:closed', () => false],
  ['presence:seen', () => true],
  ['assignee:none', () => true],
  ['due:none', ({ dueAt }) => dueAt === undefined],
  ['-due:none severity:high', ({ dueAt, severity }) => dueAt !== undefined && severity === 'high'],
  ['due:overdue', () => false],
  ['first:>2020-01-01', () => true],
  ['last:<2020-01-01', () => false],
];

/** Searches for text have no simple answer in a test: both databases have to give the same. */
const TEXTS = [
  'tls',
  'heartb',
  '"cross site"',
  '"TLS 1.0"',
  'shop.example',
  '-cookie',
  'cookie -httponly',
  'zzz',
  'sql inj',
];

const IN_ORDER = ['critical', 'high', 'medium', 'low', 'info'];

/** The same on each database, whichever id it has. */
const nameOf = ({ fingerprint, severity, tools, title }: FindingDto): string =>
  [fingerprint, severity, title, ...tools].join(' ');

describe('searching findings', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start([], { IMPORT_LIMIT_MB: '8' });
    await importAll(server);
  }, 60_000);
  afterAll(() => server.stop());

  it.each(SEARCHES)('finds for "%s" what it says, the worst first', async (q, fits) => {
    const all = await found(server, '');

    const answer = await found(server, q);

    expect(all.length).toBeGreaterThan(150);
    expect(answer.map(nameOf).sort()).toEqual(all.filter(fits).map(nameOf).sort());
    const ranks = answer.map(({ severity }) => IN_ORDER.indexOf(severity));
    expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
  });

  it('finds text at the beginning of a word, and whole in quotes', async () => {
    const titles = async (q: string) => (await found(server, q)).map(({ title }) => title.toLowerCase());

    expect(await titles('heartb')).not.toEqual([]);
    expect((await titles('heartb')).every((title) => title.includes('heartb'))).toBe(true);
    expect(await titles('"heartb"')).toEqual([]);
    expect(await titles('zzz')).toEqual([]);
    expect((await titles('cookie -httponly')).some((title) => title.includes('httponly'))).toBe(false);
  });

  it('gives pages that neither repeat nor leave out, in each order', async () => {
    for (const sort of ['severity', 'newest', 'oldest']) {
      const whole = (await found(server, '-severity:info', `&sort=${sort}`)).map(({ id }) => id);
      const pages: string[] = [];
      let token: string | undefined;
      do {
        const more = token === undefined ? '' : `&pageToken=${token}`;
        const url = `/findings?q=-severity:info&sort=${sort}&limit=7${more}`;
        const { body }: { body: FindingPageDto } = await server.get<FindingPageDto>(url);
        pages.push(...body.items.map(({ id }) => id));
        token = body.nextPageToken;
      } while (token !== undefined);

      expect(new Set(pages).size).toBe(pages.length);
      expect(pages).toEqual(whole);
      if (sort !== 'severity')
        expect(pages).toEqual(sort === 'newest' ? [...pages].sort().reverse() : [...pages].sort());
    }
  });

  it('refuses a page token of another order', async () => {
    const { body } = await server.get<FindingPageDto>('/findings?limit=1');

    const answer = await server.get<ProblemDto>(`/findings?sort=newest&pageToken=${body.nextPageToken}`);

    expect(answer).toMatchObject({ status: 400, body: { code: 'page-token.invalid' } });
  });

  it('says what cannot be understood', async () => {
    const answer = await server.get<ProblemDto>(path('severity:urgent'));

    expect(answer).toMatchObject({ status: 400, body: { code: 'finding-query.invalid', errors: [{ field: 'q' }] } });
    expect((await server.get('/findings?query=x')).status).toBe(400);
  });

  it('counts what it finds', async () => {
    const { body } = await server.get<FindingFacetsDto>(`/findings/facets?q=${encodeURIComponent('-severity:info')}`);
    const answer = await found(server, '-severity:info');
    const countOf = (field: string, value: string) =>
      body.facets.find((facet) => facet.field === field)?.values.find((entry) => entry.value === value)?.count;

    expect(body).toMatchObject({ total: answer.length, exact: true });
    expect(countOf('severity', 'high')).toBe(answer.filter(({ severity }) => severity === 'high').length);
    expect(countOf('tool', 'testssl')).toBe(answer.filter(({ tools }) => tools.includes('testssl')).length);
    expect(countOf('assignee', 'none')).toBe(answer.length);
  });

  it('keeps counts that agree with the findings', async () => {
    const rows = await server.database.read((manager) =>
      manager.query<unknown[]>(
        `SELECT host, severity_rank, state, presence, COUNT(*) AS findings FROM findings
         GROUP BY host, severity_rank, state, presence ORDER BY 1, 2, 3, 4`,
      ),
    );
    const kept = await server.database.read((manager) =>
      manager.query<unknown[]>(
        `SELECT host, severity_rank, state, presence, findings FROM finding_counts ORDER BY 1, 2, 3, 4`,
      ),
    );

    expect(kept).toEqual(rows);
  });

  it('gives an overview of everything, and of each target, from the counts', async () => {
    const all = await found(server, '');
    const active = Object.fromEntries(
      IN_ORDER.map((severity) => [severity, all.filter((finding) => finding.severity === severity).length]),
    );

    const { body } = await server.get<OverviewDto>('/overview');
    const { items } = (await server.get<TargetOverviewPageDto>('/overview/targets?limit=200')).body;

    expect(body.active).toEqual(active);
    expect(body).toMatchObject({ unknown: 0, hosts: new Set(all.map(({ endpoint }) => endpoint.host)).size });
    expect(body.states).toContainEqual({ state: 'open', findings: all.length });
    expect(body.worstHosts[0]?.active.critical).toBeGreaterThan(0);
    const files = items.find(({ target }) => target.canonical === 'files.example');
    const onFiles = all.filter(({ endpoint }) => endpoint.host === 'files.example');
    expect(files).toMatchObject({ hosts: 1 });
    expect(Object.values(files!.active).reduce((sum, count) => sum + count, 0)).toBe(onFiles.length);
    expect((await server.get<TargetOverviewDto>(`/overview/targets/${files!.target.id}`)).body).toEqual(files);
    expect((await server.get('/overview/targets/none')).status).toBe(404);
  });

  it('counts for a network what is on its addresses', async () => {
    const report = (host: string) =>
      `<nmaprun scanner="nmap" version="7.94"><host><address addr="${host}" addrtype="ipv4"/><ports>
      <port protocol="tcp" portid="22"><state state="open"/></port></ports></host></nmaprun>`;
    await server.upload('/imports', report('10.20.30.4'), 'a.xml', { target: '10.20.30.0/24' });
    await server.upload('/imports', report('10.20.31.4'), 'b.xml', { target: '10.20.31.4' });

    const { items } = (await server.get<TargetOverviewPageDto>('/overview/targets?limit=2')).body;

    expect(items.map(({ target, hosts, active }) => [target.canonical, hosts, active.info])).toEqual([
      ['10.20.31.4', 1, 1],
      ['10.20.30.0/24', 1, 1],
    ]);
  });

  it('keeps searches under their names', async () => {
    const first = await server.post<{ id: string }>('/saved-views', { name: 'Mine', query: 'assignee:anna' });
    const again = await server.post<{ id: string }>('/saved-views', { name: 'Mine', query: 'assignee:bob' });
    const wrong = await server.post('/saved-views', { name: 'Wrong', query: 'severity:urgent' });

    expect([first.status, again.status, wrong.status]).toEqual([201, 201, 400]);
    expect((await server.get<SavedViewListDto>('/saved-views')).body.items).toEqual([
      expect.objectContaining({ id: first.body.id, name: 'Mine', query: 'assignee:bob', sort: 'severity' }),
    ]);
    expect((await server.delete(`/saved-views/${first.body.id}`)).status).toBe(204);
    expect((await server.delete(`/saved-views/${first.body.id}`)).status).toBe(404);
  });
});

describeWithPostgres('the same reports on PostgreSQL', (postgres) => {
  let servers: readonly [TestServer, TestServer];
  beforeAll(async () => {
    const settings = { IMPORT_LIMIT_MB: '8' };
    servers = [
      await TestServer.start([], settings),
      await TestServer.start([], { ...settings, DATABASE_URL: await postgres().createDatabase() }),
    ];
    for (const server of servers) await importAll(server);
  }, 120_000);
  afterAll(async () => {
    for (const server of servers) await server.stop();
  });

  it.each([...SEARCHES.map(([q]) => q), ...TEXTS])('answer "%s" as on SQLite', async (q) => {
    const [onSqlite, onPostgres] = await Promise.all(
      servers.map(async (server) => (await found(server, q)).map(nameOf)),
    );

    expect([...onPostgres!].sort()).toEqual([...onSqlite!].sort());
  });

  it('are decided about as on SQLite, and the decision is taken back', async () => {
    const outcomes = await Promise.all(
      servers.map(async (server) => {
        const before = (await server.get<FindingFacetsDto>('/findings/facets')).body;
        const decision = { q: 'severity:high', state: 'confirmed', severity: 'low', reason: 'a lab', by: 'Anna' };
        const made = (await server.post<TriageDto>('/triages', decision)).body;
        const confirmed = (await found(server, 'status:confirmed severity:low')).map(nameOf).sort();
        const undone = (await server.post<UndoResultDto>(`/triages/${made.id}/undo`, { by: 'Anna' })).body;
        expect((await server.get<FindingFacetsDto>('/findings/facets')).body).toEqual(before);
        return { changed: made.changed, restored: undone.restored, confirmed };
      }),
    );

    expect(outcomes[0]!.changed).toBeGreaterThan(5);
    expect(outcomes[1]).toEqual(outcomes[0]);
  });

  it('are counted as on SQLite', async () => {
    const [onSqlite, onPostgres] = await Promise.all(
      servers.map(async (server) => (await server.get<FindingFacetsDto>('/findings/facets')).body),
    );

    expect(onPostgres).toEqual(onSqlite);
  });
});
