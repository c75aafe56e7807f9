import { type FindingDetailDto } from '../../src/findings/dto/finding.dto.js';
import { type Observation } from '../../src/findings/observation.js';
import { NO_FINDINGS } from '../../src/findings/severity.js';
import { type ProblemDto } from '../../src/platform/errors/problem.js';
import { FTP, one, ReplayCalls, stricter, TELNET } from './replay-calls.js';
import { readAs, scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

const REDIS = 'redis.unauthenticated';

/** A parser that reads FTP as Redis and grades Telnet higher. */
const better = readAs(one, (observation) => [
  observation.weakness === FTP
    ? { ...observation, weakness: REDIS, evidence: 'saw it is Redis' }
    : { ...observation, severity: 'critical', title: 'Telnet, of all things' },
]);

describe('reading the output of a run again', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  const { scan, preview, apply, replay, findingsOf, rows, everything } = new ReplayCalls(() => server);

  async function findingOf(of: { id: string }, weakness: string) {
    return (await findingsOf(of)).find((finding) => finding.weakness === weakness)!;
  }

  const detail = ({ id }: { id: string }) => server.get<FindingDetailDto>(`/findings/${id}`);

  describe('shows', () => {
    it('that nothing differs, and then applies nothing', async () => {
      server = await TestServer.start([one]);
      const { run } = await scan();
      const before = await everything();

      const shown = await preview(run);
      const applied = await apply(run, shown.body.previewDigest);

      const nothing = { count: 0, items: [] };
      expect(shown).toMatchObject({ status: 200, body: { before: 2, after: 2, runId: run.id, tool: 'one' } });
      expect(shown.body).toMatchObject({ added: nothing, vanished: nothing, changed: nothing });
      expect(applied.body).toEqual(shown.body);
      expect(applied.body.appliedAt).toBeUndefined();
      expect(await everything()).toEqual(before);
    });

    it('what would come, go and change, and changes nothing', async () => {
      server = await TestServer.start([one]);
      const { run } = await scan();
      server = await server.restart([better]);
      const before = await everything();

      const { body } = await preview(run);

      const endpoint = { label: '127.0.0.1' };
      expect(body).toMatchObject({ before: 2, after: 2 });
      expect(body.added).toMatchObject({
        count: 1,
        items: [{ weakness: REDIS, rule: 'scripted', severity: 'critical', endpoint }],
      });
      expect(body.vanished).toMatchObject({
        count: 1,
        items: [{ weakness: FTP, severity: 'low', endpoint, state: 'open' }],
      });
      expect(body.changed).toMatchObject({
        count: 1,
        items: [
          {
            weakness: TELNET,
            severity: 'critical',
            title: 'Telnet, of all things',
            fields: ['severity', 'title'],
            before: { severity: 'high', title: 'Telnet is open' },
          },
        ],
      });
      expect(await everything()).toEqual(before);
    });

    it('at most a hundred of each, and counts all', async () => {
      server = await TestServer.start([one]);
      const { run } = await scan();
      const many = Array.from({ length: 750 }, (_, number) => `parameter-${number}`);
      const telling = readAs(one, (seen) => many.map((discriminator) => ({ ...seen, discriminator })));
      server = await server.restart([telling]);

      const { added, vanished, before, after } = await replay(run);

      expect({ before, after, added: added.count, vanished: vanished.count }).toEqual({
        before: 2,
        after: 1500,
        added: 1500,
        vanished: 2,
      });
      expect([added.items.length, vanished.items.length]).toEqual([100, 2]);
      expect((await server.scan(run.scanId)).findings).toEqual({ ...NO_FINDINGS, high: 750, low: 750 });
    });
  });

  describe('applies', () => {
    it('exactly what it has shown: findings, counts and the run say so, and a note stays', async () => {
      server = await TestServer.start([one]);
      const { run, scan: before } = await scan();
      server = await server.restart([stricter()]);

      const applied = await replay(run);

      const after = await server.scan(before.id);
      expect(after).toMatchObject({ state: 'completed', findings: { ...NO_FINDINGS, high: 1 } });
      expect((await server.runs(before.id))[0]).toMatchObject({ state: 'succeeded', observations: 1 });
      expect((await findingsOf(before)).map(({ weakness }) => weakness)).toEqual([TELNET]);
      const notes = await rows<{ data: string }>(`SELECT data FROM scan_events WHERE type = 'replay'`);
      const counts = { before: 2, after: 1, added: 0, vanished: 1, changed: 0 };
      expect(notes.map(({ data }) => JSON.parse(data) as unknown)).toEqual([
        { runId: run.id, appliedAt: applied.appliedAt, by: 'Anna', ...counts },
      ]);
    });

    it('severity, evidence and words of what changed', async () => {
      server = await TestServer.start([one]);
      const { run, scan: of } = await scan();
      const telnet = await findingOf(of, TELNET);
      server = await server.restart([better]);

      await replay(run);

      const [first, second] = await findingsOf(of);
      expect([first, second].map((finding) => finding?.weakness).sort()).toEqual([TELNET, REDIS].sort());
      expect((await detail(telnet)).body).toMatchObject({
        id: telnet.id,
        severity: 'critical',
        title: 'Telnet, of all things',
        observations: [{ severity: 'critical', runId: run.id }],
        sightings: [{ severity: 'critical', scanId: of.id }],
      });
      expect((await server.scan(of.id)).findings).toEqual({ ...NO_FINDINGS, critical: 2 });
    });

    it('nothing more the second time', async () => {
      server = await TestServer.start([one]);
      const { run } = await scan();
      server = await server.restart([better]);
      const first = await replay(run);
      const before = await everything();

      const again = await replay(run);
      const repeated = await apply<ProblemDto>(run, first.previewDigest);

      expect([again.added.count, again.vanished.count, again.changed.count]).toEqual([0, 0, 0]);
      expect(repeated).toMatchObject({ status: 409, body: { code: 'replay.preview-outdated' } });
      expect(await everything()).toEqual(before);
    });

    it('nothing when it is no longer what was shown', async () => {
      server = await TestServer.start([one]);
      const { run } = await scan();
      server = await server.restart([stricter()]);
      const shown = await preview(run);
      server = await server.restart([better]);
      const before = await everything();

      const refused = await apply<ProblemDto>(run, shown.body.previewDigest);

      expect(refused).toMatchObject({ status: 409, body: { code: 'replay.preview-outdated' } });
      expect(await everything()).toEqual(before);
    });

    it('the same to a run whose output was taken from an earlier one', async () => {
      server = await TestServer.start([one]);
      await scan();
      const { run, scan: of } = await scan({ fresh: false });
      expect(run.state).toBe('cached');
      server = await server.restart([stricter()]);

      await replay(run);

      expect((await server.runs(of.id))[0]).toMatchObject({ state: 'cached', observations: 1 });
      expect((await server.scan(of.id)).findings).toEqual({ ...NO_FINDINGS, high: 1 });
    });

    it.each([
      ['failed', 'echo fail on purpose'],
      ['partial', 'echo partial on purpose'],
      ['failed', 'kill -9 $$'],
    ])('it to a run that %s after it had seen something (%s)', async (state, end) => {
      const broken = scriptedTool('one', `echo see ${TELNET}; echo see ${FTP}; ${end}`);
      server = await TestServer.start([broken]);
      const { run, scan: of } = await scan();
      server = await server.restart([stricter(broken)]);

      await replay(run);

      expect((await server.runs(of.id))[0]).toMatchObject({ state, reason: run.reason, observations: 1 });
      expect((await server.scan(of.id)).findings).toEqual({ ...NO_FINDINGS, high: 1 });
    });
  });

  describe('leaves', () => {
    it('what another tool has seen too', async () => {
      const two = scriptedTool('two', `echo see ${FTP}; echo done`);
      server = await TestServer.start([one, two]);
      const { scan: of } = await scan();
      const run = (await server.runs(of.id)).find(({ tool }) => tool === 'one')!;
      server = await server.restart([stricter(), two]);

      await replay(run);

      expect(await findingOf(of, FTP)).toMatchObject({ tools: ['two'], corroboration: 1 });
      expect((await server.scan(of.id)).findings).toEqual({ ...NO_FINDINGS, high: 1, low: 1 });
    });

    it('what an earlier scan has seen: unknown, for another reading proves nothing', async () => {
      server = await TestServer.start([one]);
      const { scan: first } = await scan();
      const ftp = await findingOf(first, FTP);
      const { run, scan: second } = await scan();
      server = await server.restart([stricter()]);

      await replay(run);

      const { body } = await detail(ftp);
      expect(body).toMatchObject({ lastScanId: first.id, standing: { state: 'open', presence: 'unknown' } });
      expect(body.standing).toMatchObject({ scanId: second.id });
    });

    it('what people have decided, though every observation of the finding is another one', async () => {
      server = await TestServer.start([one]);
      const { run, scan: of } = await scan();
      const telnet = await findingOf(of, TELNET);
      const decision = { state: 'accepted_risk', reason: 'a lab', acceptedUntil: '2030-01-01T00:00:00.000Z' };
      const decided = await server.post('/triages', {
        ...decision,
        ids: [telnet.id],
        assignee: 'Ben',
        severity: 'low',
        by: 'Anna',
      });
      expect(decided.status).toBe(201);
      const before = (await detail(telnet)).body;
      server = await server.restart([readAs(one, (seen) => [{ ...seen, rule: 'renamed', evidence: 'other words' }])]);

      const { added, vanished } = await replay(run);

      expect([added.count, vanished.count]).toEqual([2, 2]);
      expect((await detail(telnet)).body).toMatchObject({
        standing: before.standing,
        triage: before.triage,
        severity: 'low',
        observations: [{ rule: 'renamed', evidence: 'other words', severity: 'high' }],
        sightings: [{ severity: 'high' }],
      });
    });

    it('how bad people have said it is, when it is graded otherwise', async () => {
      server = await TestServer.start([one]);
      const { run, scan: of } = await scan();
      const telnet = await findingOf(of, TELNET);
      await server.post('/triages', { ids: [telnet.id], severity: 'info', reason: 'a lab', by: 'Anna' });
      server = await server.restart([better]);

      await replay(run);

      expect((await detail(telnet)).body).toMatchObject({
        severity: 'info',
        observations: [{ severity: 'critical' }],
        sightings: [{ severity: 'critical' }],
      });
    });

    it('what newer scans say: an old scan that learns something does not speak for today', async () => {
      server = await TestServer.start([
        readAs(one, ({ weakness, ...seen }) => (weakness === FTP ? [] : [{ ...seen, weakness }])),
      ]);
      const { run, scan: first } = await scan();
      const { scan: second } = await scan();
      const telnet = await findingOf(second, TELNET);
      server = await server.restart([
        readAs(one, (seen): Observation[] => (seen.weakness === TELNET ? [{ ...seen, severity: 'low' }] : [seen])),
      ]);

      await replay(run);

      expect((await detail(telnet)).body).toMatchObject({
        severity: 'high',
        lastScanId: second.id,
        standing: { presence: 'seen' },
        sightings: [
          { scanId: second.id, severity: 'high' },
          { scanId: first.id, severity: 'low' },
        ],
      });
      expect(await findingOf(first, FTP)).toMatchObject({
        firstSeenAt: first.finishedAt,
        lastScanId: first.id,
        standing: { presence: 'unknown', scanId: second.id },
      });
    });
  });
});
