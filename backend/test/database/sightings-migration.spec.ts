import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FindingCountsView } from '../../src/findings/overview/finding-counts.view.js';
import { parseFindingQuery } from '../../src/findings/search/finding-query.js';
import { FindingSearchView } from '../../src/findings/search/finding-search.view.js';
import { insertRows } from '../../src/platform/database/bulk-insert.js';
import { type DatabaseSettings } from '../../src/platform/database/database-settings.js';
import { type Database } from '../../src/platform/database/database.js';
import { Sightings1764300000000 } from '../../src/platform/database/migrations/1764300000000-sightings.js';
import { IdentityDecisions1764700000000 } from '../../src/platform/database/migrations/1764700000000-identity-decisions.js';
import { Triage1764500000000 } from '../../src/platform/database/migrations/1764500000000-triage.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { SMALL_POOL } from '../../src/platform/database/testing/contract-place.js';
import { SCHEMA } from '../../src/schema.js';
import { describeWithPostgres } from './describe-postgres.js';

/** The schema as it was when each scan had findings of its own. */
const BEFORE = {
  entities: [],
  migrations: SCHEMA.migrations.slice(0, SCHEMA.migrations.indexOf(Sightings1764300000000)),
};

async function insert(
  database: Database,
  table: string,
  row: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  await database.write((manager) => insertRows(manager, table, Object.keys(row), [Object.values(row)]));
}

/** Two scans: one finding that both have seen, worse in the second, and one that only the first has. */
async function fill(database: Database): Promise<void> {
  await insert(database, 'targets', {
    id: 't',
    input: 'h',
    canonical: 'h',
    kind: 'host',
    host: 'h',
    created_at: 'now',
  });
  for (const id of ['scan-1', 'scan-2']) {
    const scan = {
      id,
      target_id: 't',
      target: 'h',
      target_kind: 'host',
      practice: false,
      profile: 'quick',
      tools: '[]',
    };
    const counts = { state: 'completed', created_at: 'now', run_counts: '{}', finding_counts: '{}', event_sequence: 0 };
    await insert(database, 'scans', { ...scan, ...counts });
  }
  await addFinding(database, { id: 'a', scan: 'scan-1', fingerprint: 'f1:both', rank: 1, at: '2026-01-01' });
  await addFinding(database, { id: 'b', scan: 'scan-1', fingerprint: 'f1:one', rank: 2, at: '2026-01-01' });
  await addFinding(database, { id: 'c', scan: 'scan-2', fingerprint: 'f1:both', rank: 3, at: '2026-01-02' });
}

interface OldFinding {
  readonly id: string;
  readonly scan: string;
  readonly fingerprint: string;
  readonly rank: number;
  readonly at: string;
}

async function addFinding(database: Database, { id, scan, fingerprint, rank, at }: OldFinding): Promise<void> {
  await insert(database, 'findings', {
    id,
    scan_id: scan,
    fingerprint,
    weakness: 'w',
    title: `said by ${scan}`,
    severity_rank: rank,
    host: 'h',
    address: '192.0.2.1',
    description: '',
    remediation: '',
    cwe: '[]',
    cve: '[]',
    reference_urls: '[]',
    corroboration: 1,
    tools: '["tls"]',
    first_seen_at: at,
  });
  const said = { tool: 'tls', rule: 'r', severity_rank: rank, evidence: 'e', observed_at: at };
  await insert(database, 'observations', { id: `seen-${id}`, finding_id: id, run_id: `run-${scan}`, ...said });
}

function describeMigration(emptyDatabase: () => Promise<DatabaseSettings>): void {
  it('makes one finding of what several scans saw, and keeps what each of them said', async () => {
    const settings = await emptyDatabase();
    const old = await openDatabase(settings, BEFORE);
    await fill(old);
    await old.close();

    const database = await openDatabase(settings, SCHEMA);
    const ask = (sql: string): Promise<unknown> => database.read((manager) => manager.query(sql));

    const words = 'id, title, severity_rank, first_seen_at, last_seen_at, last_scan_id, state, presence';
    expect(await ask(`SELECT ${words} FROM findings ORDER BY id`)).toEqual([
      {
        ...{
          id: 'b',
          title: 'said by scan-1',
          severity_rank: 2,
          first_seen_at: '2026-01-01',
          last_seen_at: '2026-01-01',
        },
        ...{ last_scan_id: 'scan-1', state: 'open', presence: 'seen' },
      },
      {
        ...{
          id: 'c',
          title: 'said by scan-2',
          severity_rank: 3,
          first_seen_at: '2026-01-01',
          last_seen_at: '2026-01-02',
        },
        ...{ last_scan_id: 'scan-2', state: 'open', presence: 'seen' },
      },
    ]);
    expect(await ask('SELECT scan_id, finding_id, severity_rank FROM sightings ORDER BY scan_id, finding_id')).toEqual([
      { scan_id: 'scan-1', finding_id: 'b', severity_rank: 2 },
      { scan_id: 'scan-1', finding_id: 'c', severity_rank: 1 },
      { scan_id: 'scan-2', finding_id: 'c', severity_rank: 3 },
    ]);
    expect(await ask('SELECT id, finding_id, scan_id, run_id FROM observations ORDER BY id')).toEqual([
      { id: 'seen-a', finding_id: 'c', scan_id: 'scan-1', run_id: 'run-scan-1' },
      { id: 'seen-b', finding_id: 'b', scan_id: 'scan-1', run_id: 'run-scan-1' },
      { id: 'seen-c', finding_id: 'c', scan_id: 'scan-2', run_id: 'run-scan-2' },
    ]);
    const counted = 'SELECT host, severity_rank, state, presence, findings FROM finding_counts ORDER BY severity_rank';
    const open = { host: 'h', state: 'open', presence: 'seen', findings: 1 };
    expect(await ask(counted)).toEqual([
      { ...open, severity_rank: 2 },
      { ...open, severity_rank: 3 },
    ]);
    await database.close();
  });

  it('is followed by counts and words, which can be taken back and made again', async () => {
    const settings = await emptyDatabase();
    const old = await openDatabase(settings, BEFORE);
    await fill(old);
    await old.close();
    const database = await openDatabase(settings, SCHEMA);
    const migration = new Triage1764500000000();

    await database.write(async (manager) => {
      await migration.down(manager.queryRunner!);
      await manager.query(`UPDATE findings SET severity_rank = 0 WHERE id = 'b'`);
      await migration.up(manager.queryRunner!);
      await manager.query(`DELETE FROM findings WHERE id = 'c'`);
    });

    const { items } = await new FindingSearchView(database).page(
      { query: parseFindingQuery('scan'), sort: 'severity', yardstick: { now: new Date(), level: {} } },
      10,
    );
    expect(items.map(({ id, severity }) => [id, severity])).toEqual([['b', 'info']]);
    expect((await new FindingCountsView(database).portfolio()).active).toMatchObject({ info: 1, high: 0 });
    await database.close();
  });

  it('is followed by decisions about identity, which can be taken back and made again', async () => {
    const settings = await emptyDatabase();
    const old = await openDatabase(settings, BEFORE);
    await fill(old);
    await old.close();
    const database = await openDatabase(settings, SCHEMA);
    const same = { finding_id: 'c', scan_id: 'scan-2', run_id: 'run-scan-2', tool: 'tls', rule: 'r', severity_rank: 3 };
    const said = { ...same, evidence: 'e', observed_at: '2026-01-02', own_fingerprint: 'f1:other' };
    await insert(database, 'observations', { id: 'seen-d', ...said });
    await insert(database, 'observations', { id: 'seen-0', ...said, own_fingerprint: 'f1:third' });
    const migration = new IdentityDecisions1764700000000();

    await database.write(async (manager) => {
      await migration.down(manager.queryRunner!);
      await migration.up(manager.queryRunner!);
    });

    const words = await database.read((manager) =>
      manager.query('SELECT id, own_fingerprint FROM observations ORDER BY id'),
    );
    expect(words).toEqual(['seen-a', 'seen-b', 'seen-c'].map((id) => ({ id, own_fingerprint: '' })));
    await database.close();
  });

  it('can be taken back', async () => {
    const settings = await emptyDatabase();
    const database = await openDatabase(settings, BEFORE);
    await fill(database);
    const migration = new Sightings1764300000000();

    await database.write(async (manager) => {
      await migration.up(manager.queryRunner!);
      await migration.down(manager.queryRunner!);
    });

    const rows = await database.read((manager) =>
      manager.query('SELECT scan_id, fingerprint, severity_rank FROM findings ORDER BY scan_id, fingerprint'),
    );
    expect(rows).toEqual([
      { scan_id: 'scan-1', fingerprint: 'f1:both', severity_rank: 1 },
      { scan_id: 'scan-1', fingerprint: 'f1:one', severity_rank: 2 },
      { scan_id: 'scan-2', fingerprint: 'f1:both', severity_rank: 3 },
    ]);
    const observations = 'SELECT COUNT(*) AS number FROM observations o JOIN findings f ON f.id = o.finding_id';
    expect(Number((await database.read((manager) => manager.query(observations)))[0].number)).toBe(3);
    await database.close();
  });
}

describe('the migration to findings across scans, on SQLite,', () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  describeMigration(() => {
    const folder = mkdtempSync(join(tmpdir(), 'migration-'));
    folders.push(folder);
    return Promise.resolve({ ...SMALL_POOL, sqlitePath: join(folder, 'test.db') });
  });
});

describeWithPostgres('the migration to findings across scans, on PostgreSQL,', (server) => {
  describeMigration(async () => ({ ...SMALL_POOL, sqlitePath: '', url: await server().createDatabase() }));
});
