import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FindingDetailDto, type FindingDto, type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import {
  type IdentityDecisionDto,
  type IdentityDecisionListDto,
} from '../../src/findings/identity/dto/identity-decision.dto.js';
import { type FindingHistoryDto, type TriageDto } from '../../src/findings/triage/dto/triage.dto.js';
import { type ProblemDto } from '../../src/platform/errors/problem.js';
import { type ScanDto } from '../../src/scans/dto/scan.dto.js';
import { describeWithPostgres } from '../database/describe-postgres.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

// two weaknesses of the family that scripted tools cover
const TELNET = 'net.cleartext.telnet';
const FTP = 'net.cleartext.ftp';
const WHO = { reason: 'it is the same thing', by: 'Anna' };

/** The identity of findings by hand, the same on each database. */
function tests(settings: () => Promise<Readonly<Record<string, string>>>): void {
  let folder: string;
  let server: TestServer;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'scripts-'));
    const tools = ['one', 'two'].map((id) => scriptedTool(id, `. ${join(folder, id)}`));
    server = await TestServer.start(tools, await settings());
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** A scan in which each tool sees these weaknesses and comes to its end, or breaks off. */
  async function scan(one: readonly string[] | 'fails', two: readonly string[] | 'fails'): Promise<ScanDto> {
    for (const [id, seen] of [['one', one] as const, ['two', two] as const]) {
      const script =
        seen === 'fails' ? ['echo fail broken'] : [...seen.map((weakness) => `echo see ${weakness}`), 'echo done'];
      writeFileSync(join(folder, id), script.join('\n'));
    }
    const { id } = await server.startScan({ fresh: true });
    return server.finished(id);
  }

  async function all(): Promise<readonly FindingDto[]> {
    return (await server.get<FindingPageDto>('/findings?limit=200')).body.items;
  }

  async function idOf(weakness: string): Promise<string> {
    return (await all()).find((finding) => finding.weakness === weakness)!.id;
  }

  async function detail(id: string): Promise<FindingDetailDto> {
    return (await server.get<FindingDetailDto>(`/findings/${id}`)).body;
  }

  async function joinThem(): Promise<{ kept: string; other: string; decision: IdentityDecisionDto }> {
    const [kept, other] = [await idOf(TELNET), await idOf(FTP)];
    const { status, text, body } = await server.post<IdentityDecisionListDto>(`/findings/${kept}/join`, {
      findings: [other],
      ...WHO,
    });
    expect([status, text]).toEqual([201, expect.any(String)]);
    return { kept, other, decision: body.items[0]! };
  }

  async function countsOf({ id }: ScanDto): Promise<number> {
    const { findings } = (await server.get<ScanDto>(`/scans/${id}`)).body;
    return Object.values(findings).reduce((sum, count) => sum + count, 0);
  }

  async function undo({ id }: IdentityDecisionDto) {
    return server.post<IdentityDecisionDto & ProblemDto>(`/identity-decisions/${id}/undo`, { by: 'Bob' });
  }

  it('lets two findings be one, with the words and the place of the one that stays', async () => {
    const before = await scan([TELNET, FTP], [FTP]);
    const { kept, other, decision } = await joinThem();

    const finding = await detail(kept);
    expect((await all()).map(({ id }) => id)).toEqual([kept]);
    expect(finding).toMatchObject({ weakness: TELNET, corroboration: 2, tools: ['one', 'two'] });
    expect(finding.observations.map(({ tool, evidence }) => `${tool} ${evidence}`).sort()).toEqual([
      `one saw ${FTP}`,
      `one saw ${TELNET}`,
      `two saw ${FTP}`,
    ]);
    expect(finding.identityDecisions).toEqual([decision]);
    expect(decision).toMatchObject({ kind: 'join', findingId: kept, otherId: other, decidedBy: 'Anna' });
    expect((await detail(other)).id).toBe(kept);
    expect(await countsOf(before)).toBe(1);
  });

  it('remembers it for all scans that follow', async () => {
    await scan([TELNET, FTP], []);
    const { kept } = await joinThem();

    const later = await scan([], [FTP]);

    expect((await all()).map(({ id }) => id)).toEqual([kept]);
    expect(await detail(kept)).toMatchObject({ weakness: TELNET, tools: ['two'], standing: { presence: 'seen' } });
    expect(await countsOf(later)).toBe(1);
  });

  it('closes what was joined only when every part of it is gone', async () => {
    await scan([TELNET], [FTP]);
    const { kept } = await joinThem();
    const half = scan([], [FTP]);
    expect((await detail(kept)).standing.presence).toBe('seen');
    await half;
    expect((await detail(kept)).standing.presence).toBe('seen');

    await scan([TELNET], [FTP]);
    writeFileSync(join(folder, 'two'), 'echo fail nobody answered');
    writeFileSync(join(folder, 'one'), 'echo done');
    const { id } = await server.startScan({ fresh: true });
    await server.finished(id);
    expect((await detail(kept)).standing).toMatchObject({ presence: 'unknown', reason: 'two failed: scripted' });

    await scan([], []);
    expect((await detail(kept)).standing).toMatchObject({ state: 'fixed', presence: 'gone' });
  });

  it('takes a join back as if it had never been', async () => {
    const [first, second] = [await scan([TELNET, FTP], [FTP]), await scan([TELNET], [FTP])];
    await server.post<TriageDto>('/triages', {
      ids: [await idOf(FTP)],
      state: 'confirmed',
      by: 'Anna',
    });
    const before = await Promise.all([idOf(TELNET), idOf(FTP)].map(async (id) => detail(await id)));
    const { decision } = await joinThem();

    expect((await undo(decision)).status).toBe(200);

    const after = await Promise.all(before.map(({ id }) => detail(id)));
    expect(after).toEqual(before);
    expect([await countsOf(first), await countsOf(second)]).toEqual([2, 2]);
    const history = (await server.get<FindingHistoryDto>(`/findings/${before[1]!.id}/history`)).body.items;
    expect(history.map(({ field, actor, after: now }) => [field, actor, now])).toEqual([
      ['identity', 'Bob', expect.stringMatching(/^no longer joined with /)],
      ['state', 'Anna', 'confirmed'],
    ]);
    await scan([FTP], []);
    expect(await detail(before[1]!.id)).toMatchObject({ tools: ['one'], standing: { presence: 'seen' } });
  });

  it('keeps the histories of both, and gives back to each what came later', async () => {
    await scan([TELNET, FTP], []);
    const { kept, other, decision } = await joinThem();
    await scan([FTP], [FTP]);

    await undo(decision);

    expect(await detail(other)).toMatchObject({ weakness: FTP, tools: ['one', 'two'], standing: { presence: 'seen' } });
    expect(await detail(kept)).toMatchObject({ weakness: TELNET, tools: ['one'], standing: { presence: 'unknown' } });
  });

  it('lets what one tool says be another finding, now and later', async () => {
    const first = await scan([TELNET], [TELNET]);
    const id = await idOf(TELNET);
    const { status, body: decision } = await server.post<IdentityDecisionDto>(`/findings/${id}/split`, {
      tool: 'two',
      ...WHO,
    });

    expect(status).toBe(201);
    expect(await detail(id)).toMatchObject({ tools: ['one'], corroboration: 1, standing: { presence: 'seen' } });
    expect(await detail(decision.otherId)).toMatchObject({ tools: ['two'], weakness: TELNET });
    expect(await countsOf(first)).toBe(2);

    const second = await scan([TELNET], [TELNET]);
    expect((await all()).map((finding) => finding.id).sort()).toEqual([id, decision.otherId].sort());
    expect(await countsOf(second)).toBe(2);

    await scan([TELNET], []);
    expect((await detail(decision.otherId)).standing).toMatchObject({ state: 'fixed', presence: 'gone' });
    expect((await detail(id)).standing).toMatchObject({ state: 'open', presence: 'seen' });
  });

  it('takes a split back', async () => {
    const first = await scan([TELNET], [TELNET]);
    const id = await idOf(TELNET);
    const before = await detail(id);
    const { body: decision } = await server.post<IdentityDecisionDto>(`/findings/${id}/split`, { tool: 'two', ...WHO });

    await undo(decision);

    expect(await detail(id)).toEqual(before);
    expect(await countsOf(first)).toBe(1);
    await scan([], [TELNET]);
    expect((await all()).map((finding) => finding.id)).toEqual([id]);
  });

  it('lets what was split off be joined with another, and takes both back one after the other', async () => {
    await scan([TELNET, FTP], [TELNET]);
    const [telnet, ftp] = [await idOf(TELNET), await idOf(FTP)];
    const before = [await detail(telnet), await detail(ftp)];
    const { body: split } = await server.post<IdentityDecisionDto>(`/findings/${telnet}/split`, {
      tool: 'two',
      ...WHO,
    });
    const joined = await server.post<IdentityDecisionListDto>(`/findings/${ftp}/join`, {
      findings: [split.otherId],
      ...WHO,
    });
    expect((await detail(ftp)).tools).toEqual(['one', 'two']);
    await scan([TELNET, FTP], [TELNET]);
    expect([(await detail(telnet)).tools, (await detail(ftp)).tools]).toEqual([['one'], ['one', 'two']]);

    const early = await undo(split);
    expect(early.status).toBe(409);
    expect(early.body.detail).toContain(joined.body.items[0]!.id);
    await undo(joined.body.items[0]!);
    expect((await detail(split.otherId)).tools).toEqual(['two']);
    await undo(split);

    expect((await all()).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    expect((await detail(telnet)).tools).toEqual(['one', 'two']);
  });

  it('does not close what was joined when a part was not looked for since it was seen', async () => {
    await scan([TELNET], [FTP]);
    const { kept } = await joinThem();

    await scan('fails', [FTP]);
    await scan('fails', []);

    expect((await detail(kept)).standing).toMatchObject({ state: 'open', presence: 'unknown' });
  });

  it('leaves what a person has decided', async () => {
    await scan([TELNET, FTP], [TELNET]);
    const kept = await idOf(TELNET);
    await server.post<TriageDto>('/triages', { ids: [kept], state: 'fixed', reason: 'mended', by: 'Anna' });

    await joinThem();
    const { body: part } = await server.post<IdentityDecisionDto>(`/findings/${kept}/split`, { tool: 'two', ...WHO });

    expect((await detail(kept)).standing.state).toBe('fixed');
    expect((await detail(part.otherId)).standing.state).toBe('fixed');
  });

  it('takes a join back when the scans of one side were deleted', async () => {
    const first = await scan([FTP], []);
    const other = await idOf(FTP);
    await scan([TELNET], []);
    const kept = await idOf(TELNET);
    const joined = await server.post<IdentityDecisionListDto>(`/findings/${kept}/join`, { findings: [other], ...WHO });
    await server.delete(`/scans/${first.id}`);

    const { status } = await undo(joined.body.items[0]!);

    expect(status).toBe(200);
    expect((await all()).map(({ id }) => id)).toEqual([kept]);
  });

  it('gives back only what belongs to a finding when parts of it were joined one by one', async () => {
    await scan([TELNET, FTP], [TELNET]);
    const [original, kept] = [await idOf(TELNET), await idOf(FTP)];
    const part = (await server.post<IdentityDecisionDto>(`/findings/${original}/split`, { tool: 'two', ...WHO })).body;
    const joins: IdentityDecisionDto[] = [];
    for (const other of [part.otherId, original]) {
      const { body } = await server.post<IdentityDecisionListDto>(`/findings/${kept}/join`, {
        findings: [other],
        ...WHO,
      });
      joins.push(...body.items);
    }

    const last = await undo(joins[1]!);
    const tools = [(await detail(original)).tools, (await detail(kept)).tools];
    const first = await undo(joins[0]!);

    expect([last.status, first.status]).toEqual([200, 200]);
    expect(tools).toEqual([['one'], ['one', 'two']]);
    expect((await detail(part.otherId)).tools).toEqual(['two']);
  });

  it('keeps an earlier split when a later one is taken back', async () => {
    await scan([TELNET, FTP], [TELNET]);
    const [original, kept] = [await idOf(TELNET), await idOf(FTP)];
    const part = (await server.post<IdentityDecisionDto>(`/findings/${original}/split`, { tool: 'two', ...WHO })).body;
    await server.post(`/findings/${kept}/join`, { findings: [part.otherId], ...WHO });
    const second = (await server.post<IdentityDecisionDto>(`/findings/${kept}/split`, { tool: 'two', ...WHO })).body;

    await undo(second);
    await scan([TELNET, FTP], [TELNET]);

    expect((await detail(original)).tools).toEqual(['one']);
    expect((await detail(kept)).tools).toEqual(['one', 'two']);
  });

  it('splits all parts of a finding, also what the tool says of them later', async () => {
    await scan([TELNET, FTP], [TELNET]);
    const { kept } = await joinThem();
    const part = (await server.post<IdentityDecisionDto>(`/findings/${kept}/split`, { tool: 'two', ...WHO })).body;

    await scan([TELNET, FTP], [TELNET, FTP]);

    expect((await detail(kept)).tools).toEqual(['one']);
    expect((await detail(part.otherId)).tools).toEqual(['two']);
  });

  it('lets the old id lead to the finding that stays, for history and comments too', async () => {
    await scan([TELNET, FTP], []);
    const { kept, other } = await joinThem();

    const comment = await server.post(`/findings/${other}/comments`, { text: 'Still there?', by: 'Bob' });

    expect(comment.status).toBe(201);
    expect((await detail(other)).id).toBe(kept);
    const { items } = (await server.get<FindingHistoryDto>(`/findings/${other}/history`)).body;
    expect(items.map(({ field }) => field)).toEqual(['comment', 'identity']);
  });

  it('refuses what cannot be, and changes nothing', async () => {
    await scan([TELNET, FTP], []);
    const [telnet, ftp] = [await idOf(TELNET), await idOf(FTP)];
    const refused = [
      await server.post<ProblemDto>(`/findings/${telnet}/join`, { findings: [telnet], ...WHO }),
      await server.post<ProblemDto>(`/findings/${telnet}/join`, { findings: [ftp, 'nobody'], ...WHO }),
      await server.post<ProblemDto>(`/findings/nobody/join`, { findings: [ftp], ...WHO }),
      await server.post<ProblemDto>(`/findings/${telnet}/join`, { findings: [ftp], by: 'Anna' }),
      await server.post<ProblemDto>(`/findings/${telnet}/split`, { tool: 'one', ...WHO }),
      await server.post<ProblemDto>(`/findings/${telnet}/split`, { tool: 'two', ...WHO }),
      await server.post<ProblemDto>(`/identity-decisions/nobody/undo`, { by: 'Anna' }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([409, 404, 404, 400, 409, 409, 404]);
    expect((await all()).map(({ id }) => id).sort()).toEqual([telnet, ftp].sort());
  });

  it('refuses to undo twice', async () => {
    await scan([TELNET, FTP], []);
    const { decision } = await joinThem();
    await undo(decision);

    const again = await undo(decision);

    expect([again.status, again.body.code]).toEqual([409, 'identity.undo-refused']);
  });
}

describe('the identity of findings by hand', () => {
  tests(() => Promise.resolve({}));
});

describeWithPostgres('the identity of findings by hand, on PostgreSQL', (postgres) => {
  tests(async () => ({ DATABASE_URL: await postgres().createDatabase() }));
});
