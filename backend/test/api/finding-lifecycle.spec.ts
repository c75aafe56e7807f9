import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FindingDetailDto, type FindingPageDto } from '../../src/findings/dto/finding.dto.js';
import { type FindingDifferencePageDto, type ScanDiffDto } from '../../src/scans/dto/scan-diff.dto.js';
import { type ScanDto } from '../../src/scans/dto/scan.dto.js';
import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

const WEAK = 'net.cleartext.telnet'; // of the family that scripted tools cover

describe('a finding from scan to scan', () => {
  let folder: string;
  let server: TestServer;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** A tool that does what the script says that was written for it last. */
  const changing = (id: string) => scriptedTool(id, `. ${join(folder, id)}`);

  function script(id: string, text: string): void {
    writeFileSync(join(folder, id), text);
  }

  async function scan(part: object = {}): Promise<ScanDto> {
    const { id } = await server.startScan({ fresh: true, ...part });
    return server.finished(id);
  }

  async function findingsOf({ id }: ScanDto) {
    return (await server.get<FindingPageDto>(`/scans/${id}/findings`)).body.items;
  }

  async function onlyOneOf(of: ScanDto): Promise<string> {
    const [first, ...others] = await findingsOf(of);
    expect(others).toEqual([]);
    return first!.id;
  }

  async function detail(id: string): Promise<FindingDetailDto> {
    return (await server.get<FindingDetailDto>(`/findings/${id}`)).body;
  }

  it('is the same one, and nothing is new or closed when the same is seen twice', async () => {
    server = await TestServer.start([changing('one')]);
    script('one', `echo see ${WEAK}; echo see net.port.open; echo done`);

    const [first, second] = [await scan(), await scan()];

    const [before, after] = [await findingsOf(first), await findingsOf(second)];
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.map(({ standing }) => [standing.state, standing.presence, standing.scanId])).toEqual([
      ['open', 'seen', first.id],
      ['open', 'seen', first.id],
    ]);
    expect((await detail(after[0]!.id)).sightings.map(({ scanId }) => scanId)).toEqual([second.id, first.id]);
  });

  it('is fixed by a scan that looked again and did not see it, and reopened by one that does', async () => {
    server = await TestServer.start([changing('one')]);
    script('one', `echo see ${WEAK}; echo done`);
    const id = await onlyOneOf(await scan());

    script('one', 'echo done');
    const second = await scan();
    const fixed = await detail(id);

    expect(fixed.standing).toMatchObject({ state: 'fixed', presence: 'gone', scanId: second.id });
    expect(fixed.standing.reason).toBe('one checked net.services on 127.0.0.1 again and did not see it');

    script('one', `echo see ${WEAK}; echo done`);
    const third = await scan();

    expect((await detail(id)).standing).toMatchObject({ state: 'reopened', presence: 'seen', scanId: third.id });
  });

  it.each([
    ['failed', 'echo fail nobody answered', 'one failed: scripted'],
    ['was killed half-way', 'kill -9 $$', 'one failed: scripted'],
  ])('is unknown, not fixed, after a scan whose tool %s', async (_, text, reason) => {
    server = await TestServer.start([changing('one'), changing('two')]);
    script('one', `echo see ${WEAK}; echo done`);
    script('two', 'echo done');
    const id = await onlyOneOf(await scan());

    script('one', text);
    const second = await scan();

    expect(second.state).toBe('partial');
    expect((await detail(id)).standing).toEqual({
      state: 'open',
      presence: 'unknown',
      since: second.finishedAt,
      scanId: second.id,
      reason,
    });
  });

  it('is left as it is by a scan that was broken off', async () => {
    server = await TestServer.start([changing('one')]);
    script('one', `echo see ${WEAK}; echo done`);
    const id = await onlyOneOf(await scan());

    script('one', 'sleep 20');
    const { id: broken } = await server.startScan({ fresh: true });
    await server.eventually(
      () => server.scan(broken),
      ({ state }) => state === 'running',
    );
    await server.post(`/scans/${broken}/cancel`);
    await server.finished(broken);

    expect((await detail(id)).standing).toMatchObject({ state: 'open', presence: 'seen' });
  });

  it('is not fixed by a quicker scan than the one that saw it', async () => {
    server = await TestServer.start([changing('one')]);
    script('one', `echo see ${WEAK}; echo done`);
    const id = await onlyOneOf(await scan({ profile: 'standard' }));

    script('one', 'echo done');
    await scan({ profile: 'quick' });

    expect((await detail(id)).standing).toMatchObject({ state: 'open', presence: 'unknown' });
    await scan({ profile: 'deep' });
    expect((await detail(id)).standing).toMatchObject({ state: 'fixed', presence: 'gone' });
  });

  it('shows in the difference of two scans: new, back, changed, gone by proof, unknown', async () => {
    server = await TestServer.start([changing('one'), changing('two')]);
    script('one', 'echo see net.cleartext.telnet; echo see net.cleartext.ftp; echo see net.service; echo done');
    script('two', 'echo see net.banner.version; echo done');
    await scan();
    script('one', 'echo see net.cleartext.telnet; echo see net.service; echo done');
    await scan();
    script('one', 'echo see net.service; echo see net.cleartext.ftp; echo see redis.unauthenticated; echo done');
    script('two', 'echo see net.service; echo fail nobody answered');
    const third = await scan();

    const { body } = await server.get<ScanDiffDto>(`/scans/${third.id}/diff`);
    const of = async (difference: string) => {
      const path = `/scans/${third.id}/diff/findings?difference=${difference}`;
      const { items } = (await server.get<FindingDifferencePageDto>(path)).body;
      return items.map(({ finding, reason }) => [finding.weakness, ...(reason === undefined ? [] : [reason])]);
    };

    expect(body.counts).toEqual({ new: 1, back: 1, changed: 1, unknown: 1, gone: 1, same: 0 });
    expect(await of('new')).toEqual([['redis.unauthenticated']]);
    expect(await of('back')).toEqual([['net.cleartext.ftp']]);
    expect(await of('changed')).toEqual([['net.service']]);
    expect(await of('gone')).toEqual([
      ['net.cleartext.telnet', 'one checked net.services on 127.0.0.1 again and did not see it'],
    ]);
    expect(await of('unknown')).toEqual([['net.banner.version', 'two failed: scripted']]);
  });

  it('has nothing to be compared with in the first scan of a target', async () => {
    server = await TestServer.start([changing('one')]);
    script('one', 'echo done');

    const answer = await server.get(`/scans/${(await scan()).id}/diff`);

    expect(answer).toMatchObject({ status: 409, body: { code: 'scan.nothing-to-compare' } });
  });

  it('is fixed by a scan that saw it before, although an imported report has seen it since', async () => {
    const listener = createServer((_, answer) => answer.end('hello')).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    listener.unref();
    const { port: number } = listener.address() as AddressInfo;
    const [finder, looker] = [changing('finder'), changing('looker')];
    server = await TestServer.start([
      { ...finder, manifest: { ...finder.manifest, discovers: true } },
      { ...looker, manifest: { ...looker.manifest, subject: 'web' } },
    ]);
    script('finder', `echo open ${number} http; echo done`);
    script('looker', `echo see ${WEAK}; echo done`);
    const id = await onlyOneOf(await scan());
    const service = '<service name="telnet" method="probed" conf="10"/>';
    const port = `<port protocol="tcp" portid="${number}"><state state="open" reason="syn-ack"/>${service}</port>`;
    const host = `<host><address addr="127.0.0.1" addrtype="ipv4"/><ports>${port}</ports></host>`;
    await server.upload('/imports', `<nmaprun version="7.94">${host}</nmaprun>`, 'nmap.xml');
    expect((await detail(id)).tools).toEqual(['nmap']);

    script('looker', 'echo done');
    await scan();

    expect((await detail(id)).standing).toMatchObject({ state: 'fixed', presence: 'gone' });
    expect((await detail(id)).tools).toEqual(['nmap']);
    listener.close();
  });

  it('goes with the only scan that saw it', async () => {
    server = await TestServer.start([changing('one')]);
    script('one', `echo see ${WEAK}; echo done`);
    const only = await scan();
    const id = await onlyOneOf(only);

    await server.delete(`/scans/${only.id}`);

    expect((await server.get(`/findings/${id}`)).status).toBe(404);
  });
});
