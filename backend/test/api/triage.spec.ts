import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FindingDetailDto, type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import {
  type FindingHistoryDto,
  type TriageDto,
  type TriageListDto,
  type UndoResultDto,
} from '../../src/findings/triage/dto/triage.dto.js';
import { TriageService } from '../../src/findings/triage/triage.service.js';
import { type ProblemDto } from '../../src/platform/errors/problem.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

const WEAK = 'net.cleartext.telnet'; // of the family that scripted tools cover
const BY = { by: 'Anna' };

describe('triage', () => {
  let folder: string;
  let server: TestServer;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'scripts-'));
    server = await TestServer.start([scriptedTool('one', `. ${join(folder, 'one')}`)]);
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function scan(words: string): Promise<string> {
    writeFileSync(join(folder, 'one'), `${words}; echo done`);
    const { id } = await server.startScan({ fresh: true });
    await server.finished(id);
    return id;
  }

  const see = (...weaknesses: readonly string[]) => weaknesses.map((weakness) => `echo see ${weakness}`).join('; ');

  async function ids(q = ''): Promise<readonly string[]> {
    const { body } = await server.get<FindingPageDto>(`/findings?q=${encodeURIComponent(q)}`);
    return body.items.map(({ id }) => id);
  }

  async function detail(id: string): Promise<FindingDetailDto> {
    return (await server.get<FindingDetailDto>(`/findings/${id}`)).body;
  }

  async function decide(part: object): Promise<TriageDto> {
    const { status, body, text } = await server.post<TriageDto>('/triages', { ...BY, ...part });
    if (status !== 201) throw new Error(text);
    return body;
  }

  it('outranks what scans see and what they miss', async () => {
    await scan(see(WEAK));
    const [id = ''] = await ids();
    await decide({ ids: [id], state: 'false_positive', reason: 'a lab' });

    await scan(see(WEAK));
    expect((await detail(id)).standing).toMatchObject({ state: 'false_positive', presence: 'seen' });
    await scan('true');
    expect((await detail(id)).standing).toMatchObject({ state: 'false_positive', presence: 'gone' });
    await scan(see(WEAK));
    expect((await detail(id)).standing).toMatchObject({ state: 'false_positive', presence: 'seen' });
    expect((await detail(id)).triage).toEqual({ reason: 'a lab', decidedBy: 'Anna' });
  });

  it('lets what was called fixed be reopened by a scan that sees it, with a new due date', async () => {
    await scan(see(WEAK));
    const [id = ''] = await ids();
    await decide({ ids: [id], state: 'fixed' });
    const fixed = await detail(id);

    await scan(see(WEAK));
    const reopened = await detail(id);

    expect(fixed.dueAt).toBeUndefined();
    expect(reopened.standing).toMatchObject({ state: 'reopened' });
    const waits = Date.parse(reopened.dueAt ?? '') - Date.parse(reopened.standing.reopenedAt ?? '');
    expect(waits / 86_400_000).toBe(30); // telnet is high
  });

  it('keeps a severity that a person has set, until it is taken back', async () => {
    await scan(see(WEAK));
    const [id = ''] = await ids();
    await decide({ ids: [id], severity: 'critical', reason: 'it faces the internet' });

    await scan(see(WEAK));
    expect(await ids('severity:critical')).toEqual([id]);
    expect((await detail(id)).triage.override).toEqual({ severity: 'critical', reason: 'it faces the internet' });
    await decide({ ids: [id], severity: null });

    expect(await detail(id)).toMatchObject({ severity: 'high', triage: {} });
  });

  it('decides about all that a search finds, and takes it back', async () => {
    await scan(see(WEAK, 'net.port.open', 'net.service'));
    const before = await Promise.all((await ids()).map(detail));

    const triage = await decide({
      q: 'severity:info',
      state: 'accepted_risk',
      reason: 'known',
      acceptedUntil: '2030-01-01T00:00:00Z',
      assignee: 'Bob',
    });
    expect(triage).toMatchObject({ changed: 2, query: 'severity:info', decidedBy: 'Anna' });
    expect(await ids('status:accepted_risk assignee:Bob')).toHaveLength(2);
    expect((await decide({ q: 'severity:info', assignee: 'Bob' })).changed).toBe(0);

    const undone = await server.post<UndoResultDto>(`/triages/${triage.id}/undo`, { by: 'Carl' });
    expect(undone.body).toMatchObject({ restored: 2, left: 0, triage: { undoneBy: 'Carl' } });
    const after = await Promise.all((await ids()).map(detail));
    expect(after).toEqual(before);
    expect((await server.post<ProblemDto>(`/triages/${triage.id}/undo`, BY)).body.code).toBe('triage.undone');
    expect((await server.get<TriageListDto>('/triages')).body.items).toHaveLength(2);
  });

  it('leaves at an undo what was decided otherwise since', async () => {
    await scan(see(WEAK, 'net.port.open'));
    const triage = await decide({ q: '', state: 'confirmed' });
    const [id = ''] = await ids('severity:high');
    await decide({ ids: [id], state: 'false_positive', reason: 'a lab' });

    const { body } = await server.post<UndoResultDto>(`/triages/${triage.id}/undo`, BY);

    expect(body).toMatchObject({ restored: 1, left: 1 });
    expect((await detail(id)).standing.state).toBe('false_positive');
  });

  it('writes every change by people and scans into the history, with comments', async () => {
    await scan(see(WEAK));
    const [id = ''] = await ids();
    await server.post(`/findings/${id}/comments`, { by: 'Bob', text: 'Whose is it?\nMine?' });
    await decide({ ids: [id], state: 'confirmed', assignee: 'Carl', reason: 'tried it' });
    const second = await scan('true');

    const { items } = (await server.get<FindingHistoryDto>(`/findings/${id}/history`)).body;

    expect(items.map(({ field, before, after, actor }) => [field, before, after, actor])).toEqual([
      ['presence', 'seen', 'gone', undefined],
      ['state', 'confirmed', 'fixed', undefined],
      ['assignee', undefined, 'Carl', 'Anna'],
      ['state', 'open', 'confirmed', 'Anna'],
      ['comment', undefined, 'Whose is it?\nMine?', 'Bob'],
    ]);
    expect(items[0]).toMatchObject({ scanId: second });
    expect(items[2]).toMatchObject({ reason: 'tried it' });
    const page = (await server.get<FindingHistoryDto>(`/findings/${id}/history?limit=2`)).body;
    expect(page.items).toEqual(items.slice(0, 2));
    const rest = await server.get<FindingHistoryDto>(`/findings/${id}/history?pageToken=${page.nextPageToken}`);
    expect(rest.body.items).toEqual(items.slice(2));
  });

  it('opens an accepted risk again when its time is over', async () => {
    await scan(see(WEAK));
    const [id = ''] = await ids();
    const acceptedUntil = new Date(Date.now() + 1500).toISOString();
    await decide({ ids: [id], state: 'accepted_risk', reason: 'until the move', acceptedUntil });
    const triage = server.provided(TriageService);

    expect(await triage.endAcceptances()).toBe(0);
    await server.eventually(
      () => triage.endAcceptances(),
      (ended) => ended === 1,
    );

    expect(await detail(id)).toMatchObject({ standing: { state: 'reopened' }, triage: {} });
    const { items } = (await server.get<FindingHistoryDto>(`/findings/${id}/history`)).body;
    expect(items[0]).toMatchObject({ field: 'state', before: 'accepted_risk', after: 'reopened' });
    expect(items[0]?.reason).toContain('accepted by Anna until');
    expect(items[0]?.reason).toContain('until the move');
  });

  it('does nothing when any part of it is wrong', async () => {
    await scan(see(WEAK));
    const [id = ''] = await ids();
    const before = await detail(id);
    const refused = async (part: object) => {
      const { status, body } = await server.post<ProblemDto>('/triages', { ...BY, ...part });
      return [status, body.code];
    };

    expect(await refused({ ids: [id, 'none'], state: 'confirmed' })).toEqual([404, 'finding.not-found']);
    expect(await refused({ ids: [id], state: 'accepted_risk' })).toEqual([400, 'triage.invalid']);
    expect(await refused({ ids: [id], q: '', state: 'confirmed' })).toEqual([400, 'request.invalid']);
    expect(await refused({ state: 'confirmed' })).toEqual([400, 'request.invalid']);
    expect(await refused({ q: 'severity:urgent', state: 'confirmed' })).toEqual([400, 'finding-query.invalid']);
    expect(await refused({ ids: [id], state: 'reopened' })).toEqual([400, 'request.invalid']);
    expect(await refused({ ids: [id], state: 'confirmed', by: 'a\u202eb' })).toEqual([400, 'request.invalid']);
    expect((await server.post(`/triages/none/undo`, BY)).status).toBe(404);
    expect((await server.post(`/findings/none/comments`, { ...BY, text: 'x' })).status).toBe(404);
    expect((await server.get(`/findings/none/history`)).status).toBe(404);
    expect(await detail(id)).toEqual(before);
    expect((await server.get<TriageListDto>('/triages')).body.items).toEqual([]);
  });
});
