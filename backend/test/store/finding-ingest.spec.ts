import { SystemClock } from '../../src/platform/clock.js';
import { insertRows } from '../../src/platform/database/bulk-insert.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';
import { SCHEMA } from '../../src/schema.js';
import { FindingIngest } from '../../src/findings/finding-ingest.js';
import { FindingListView } from '../../src/findings/finding-list.view.js';
import { FindingsRepository } from '../../src/findings/findings.repository.js';
import { SightingRepair } from '../../src/findings/sighting-repair.repository.js';
import { type Observation } from '../../src/findings/observation.js';
import { addCounts, NO_FINDINGS } from '../../src/findings/severity.js';

const SERVICE = { host: '127.0.0.1', address: '127.0.0.1', port: 443, transport: 'tcp' } as const;

function observed(part: Partial<Observation> = {}): Observation {
  return { weakness: 'tls.protocol.tls1_0', rule: 'rule', endpoint: SERVICE, evidence: 'TLSv1.0 enabled', ...part };
}

describe(FindingIngest.name, () => {
  let temporary: TemporaryDatabase;
  let view: FindingListView;
  let sut: FindingIngest;

  beforeEach(async () => {
    temporary = await temporaryDatabase(SCHEMA);
    view = new FindingListView(temporary.database);
    sut = new FindingIngest(new FindingsRepository(temporary.database, new SightingRepair(), new SystemClock()));
    await storeScan('scan');
  });
  afterEach(() => temporary.remove());

  /** A scan with the runs that may report. */
  async function storeScan(id: string): Promise<void> {
    await temporary.database.write(async (manager) => {
      await insertRows(
        manager,
        'targets',
        ['id', 'input', 'canonical', 'kind', 'host', 'created_at'],
        [['target', '127.0.0.1', '127.0.0.1', 'ip', '127.0.0.1', 'now']],
        { onConflict: 'ignore' },
      );
      const scan = { id, target_id: 'target', target: '127.0.0.1', target_kind: 'ip', practice: 0, profile: 'quick' };
      const state = { tools: '[]', state: 'running', created_at: 'now', run_counts: '{}', finding_counts: '{}' };
      const row = { ...scan, ...state, event_sequence: 0 };
      await insertRows(manager, 'scans', Object.keys(row), [Object.values(row)]);
      for (const tool of ['sslscan', 'testssl', 'tls']) await insertRun(id, tool);
    });
  }

  async function insertRun(scanId: string, tool: string): Promise<void> {
    await temporary.database.write(async (manager) => {
      const identity = {
        id: `${scanId}.${tool}`,
        scan_id: scanId,
        tool,
        endpoint: JSON.stringify(SERVICE),
        endpoint_key: tool,
      };
      const counts = { attempt: 1, expected_ms: 1, stdout_bytes: 0, stderr_bytes: 0, dropped_bytes: 0 };
      const row = { ...identity, ...counts, state: 'running', queued_at: 'now', observations: 0 };
      await insertRows(manager, 'tool_runs', Object.keys(row), [Object.values(row)]);
    });
  }

  function reporter(tool: string, scanId = 'scan') {
    return { scanId, runId: `${scanId}.${tool}`, tool };
  }

  async function findings(scanId = 'scan') {
    return (await view.ofScan(scanId, { limit: 50 })).items;
  }

  it('joins what three tools say about the same thing into one finding, corroborated by three', async () => {
    for (const tool of ['sslscan', 'testssl', 'tls']) await sut.take(reporter(tool), [observed()]);

    const all = await findings();
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ severity: 'medium', corroboration: 3, tools: ['sslscan', 'testssl', 'tls'] });
    expect(await view.observationsOf(all[0]!.id, 'scan')).toHaveLength(3);
  });

  it('keeps the finding when tools differ on protocol and pinned address', async () => {
    await sut.take(reporter('sslscan'), [observed({ endpoint: { ...SERVICE, protocol: 'tls' } })]);
    await sut.take(reporter('testssl'), [observed({ endpoint: { ...SERVICE, protocol: 'https' } })]);

    expect(await findings()).toHaveLength(1);
  });

  it('takes the worst severity that any tool gives', async () => {
    await sut.take(reporter('sslscan'), [observed({ severity: 'low' })]);
    await sut.take(reporter('testssl'), [observed({ severity: 'high' })]);
    await sut.take(reporter('tls'), [observed({ severity: 'info' })]);

    expect((await findings())[0]).toMatchObject({ severity: 'high' });
    expect(await sut.count('scan')).toEqual({ critical: 0, high: 1, medium: 0, low: 0, info: 0 });
  });

  it('keeps ports, paths and discriminators apart', async () => {
    await sut.take(reporter('tls'), [
      observed(),
      observed({ endpoint: { ...SERVICE, port: 444 } }),
      observed({ endpoint: { ...SERVICE, path: '/a' } }),
      observed({ discriminator: 'x' }),
    ]);

    expect(await findings()).toHaveLength(4);
  });

  it('counts a rule that fires twice on one finding once', async () => {
    await sut.take(reporter('tls'), [observed(), observed()]);

    const [finding] = await findings();
    expect(finding).toMatchObject({ corroboration: 1 });
    expect(await view.observationsOf(finding!.id, 'scan')).toHaveLength(1);
  });

  it('takes back what one run reported and leaves what others saw', async () => {
    await sut.take(reporter('sslscan'), [observed(), observed({ weakness: 'tls.cipher.rc4' })]);
    await sut.take(reporter('testssl'), [observed({ severity: 'info' })]);

    await sut.discard(reporter('sslscan'));

    const all = await findings();
    expect(all.map(({ weakness }) => weakness)).toEqual(['tls.protocol.tls1_0']);
    expect(all[0]).toMatchObject({ corroboration: 1, tools: ['testssl'], severity: 'info' });
  });

  it('says how the counts of the scan changed, whatever comes and goes', async () => {
    const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
    let kept = NO_FINDINGS;
    for (let step = 0; step < 40; step += 1) {
      const tool = ['sslscan', 'testssl', 'tls'][step % 3]!;
      if (step % 7 === 6) kept = addCounts(kept, await sut.discard(reporter(tool)));
      const batch = [1, 2, 3].map((number) =>
        observed({ severity: severities[(step * number) % 5]!, discriminator: String((step * 3 + number) % 8) }),
      );
      kept = addCounts(kept, await sut.take(reporter(tool), batch));

      expect(kept).toEqual(await sut.count('scan'));
    }
    for (const tool of ['sslscan', 'testssl', 'tls']) kept = addCounts(kept, await sut.discard(reporter(tool)));
    expect(kept).toEqual(NO_FINDINGS);
  });

  it('knows a finding again in another scan, and tells what each of them said', async () => {
    await storeScan('scan-2');
    await sut.take(reporter('sslscan'), [observed({ severity: 'high' })]);
    await sut.take(reporter('testssl', 'scan-2'), [observed({ severity: 'low', title: 'Old TLS' })]);

    const [first] = await findings();
    const [second] = await findings('scan-2');
    expect(second?.id).toBe(first?.id);
    expect(first).toMatchObject({ severity: 'high', tools: ['sslscan'], lastScanId: 'scan-2', title: 'Old TLS' });
    expect(second).toMatchObject({ severity: 'low', tools: ['testssl'], corroboration: 1 });
    expect(await view.observationsOf(first!.id, 'scan')).toHaveLength(1);
    expect((await view.sightingsOf(first!.id, 10)).map(({ scanId }) => scanId)).toEqual(['scan-2', 'scan']);
    expect(await sut.count('scan-2')).toEqual({ ...NO_FINDINGS, low: 1 });
  });

  it('lets an older scan speak again when what a newer one saw is taken back', async () => {
    await storeScan('scan-2');
    await sut.take(reporter('sslscan'), [observed({ severity: 'high' })]);
    await sut.take(reporter('testssl', 'scan-2'), [
      observed({ severity: 'low' }),
      observed({ weakness: 'tls.cipher.rc4' }),
    ]);

    const change = await sut.discard(reporter('testssl', 'scan-2'));

    expect(await findings('scan-2')).toEqual([]);
    expect(change).toEqual({ ...NO_FINDINGS, low: -1, medium: change.medium, high: change.high });
    const [left] = await findings();
    expect(await view.find(left!.id)).toMatchObject({ severity: 'high', tools: ['sslscan'], lastScanId: 'scan' });
  });

  it('keeps what other scans saw when a scan is deleted, and nothing else', async () => {
    await storeScan('scan-2');
    await sut.take(reporter('sslscan'), [observed()]);
    await sut.take(reporter('sslscan', 'scan-2'), [observed(), observed({ weakness: 'tls.cipher.rc4' })]);
    const rc4 = (await findings('scan-2')).find(({ weakness }) => weakness === 'tls.cipher.rc4');

    await temporary.database.write(async (manager) => {
      await manager.query(`DELETE FROM scans WHERE id = 'scan-2'`);
      await sut.forgetScan('scan-2');
    });

    expect(await view.find(rc4!.id)).toBeUndefined();
    const [left] = await findings();
    expect(await view.find(left!.id)).toMatchObject({ lastScanId: 'scan' });
    expect(
      await temporary.database.read((manager) => manager.query('SELECT DISTINCT scan_id FROM observations')),
    ).toEqual([{ scan_id: 'scan' }]);
  });

  it('stores nothing of a batch when one observation cannot be stored', async () => {
    const unstorable = observed({ rule: 'another', evidence: null as unknown as string });

    await expect(sut.take(reporter('tls'), [observed(), unstorable])).rejects.toThrow(/NOT NULL/);

    expect(await findings()).toEqual([]);
  });

  it('lists worst first in pages without repeats or gaps', async () => {
    const severities = ['info', 'critical', 'low', 'high', 'medium'] as const;
    await sut.take(
      reporter('tls'),
      severities.flatMap((severity) =>
        [1, 2, 3].map((number) => observed({ severity, discriminator: `${severity}${number}` })),
      ),
    );

    const seen: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await view.ofScan('scan', { limit: 4, pageToken });
      seen.push(...page.items.map(({ discriminator = '' }) => discriminator));
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);

    expect(new Set(seen).size).toBe(15);
    expect(seen.map((name) => name.slice(0, -1))).toEqual(
      ['critical', 'high', 'medium', 'low', 'info'].flatMap((severity) => [severity, severity, severity]),
    );
  });
});
