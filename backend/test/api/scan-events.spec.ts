import { scriptedTool } from './scripted-tool.js';
import { TestServer } from './test-server.js';

interface Heard {
  readonly id?: number;
  readonly type: string;
  readonly data: {
    readonly id?: string;
    readonly state?: string;
    readonly scanId?: string;
    readonly findings?: object;
  };
}

describe('the events of a scan', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start([scriptedTool('one', 'echo see net.port.open; sleep 0.6; echo a line; echo done')]);
  });
  afterEach(() => server.stop());

  /** Listens until `enough` says so or the stream ends, then hangs up. */
  async function listen(
    path: string,
    headers: Readonly<Record<string, string>>,
    enough: (heard: readonly Heard[]) => boolean,
    whenOpen: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<readonly Heard[]> {
    const hangUp = new AbortController();
    const url = `${await server.address()}/api/v1/scans/${path}`;
    const response = await fetch(url, { headers, signal: hangUp.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    await whenOpen();
    const heard: Heard[] = [];
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const frames = `${text}${chunk}`.split('\n\n');
      text = frames.pop() ?? '';
      heard.push(...frames.filter((frame) => frame.includes('event: ')).map(heardIn));
      if (enough(heard)) break;
    }
    hangUp.abort();
    return heard;
  }

  const finished = (heard: readonly Heard[]) =>
    heard.some(({ type, data }) => type === 'scan' && data.state === 'completed');

  it('tell its whole life in order, numbered without gaps', async () => {
    const { id } = await server.startScan();

    const heard = await listen(`${id}/events`, {}, finished);

    const numbers = heard.flatMap((event) => event.id ?? []);
    expect(numbers).toEqual(numbers.map((_, position) => position + 1));
    const states = heard.filter(({ type }) => type === 'run').map(({ data }) => data.state);
    expect(states.filter((state, position) => state !== states[position - 1])).toEqual([
      'queued',
      'running',
      'succeeded',
    ]);
    expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(['scan', 'run', 'findings', 'log']));
  });

  it('go on after the last one received, without repeats', async () => {
    const { id } = await server.startScan();
    await server.finished(id);
    const all = await listen(`${id}/events`, {}, finished);
    const numbered = all.flatMap((event) => event.id ?? []);
    const middle = numbered[Math.floor(numbered.length / 2)]!;

    const rest = await listen(`${id}/events`, { 'last-event-id': String(middle) }, finished);

    expect(rest.flatMap((event) => event.id ?? [])).toEqual(numbered.filter((number) => number > middle));
  });

  it('end when the scan is deleted', async () => {
    const { id } = await server.startScan();
    await server.finished(id);

    const heard = await listen(`${id}/events`, {}, (events) => {
      if (finished(events) && events.at(-1)?.type !== 'removed') void server.delete(`/scans/${id}`);
      return false; // the server hangs up
    });

    expect(heard.at(-1)).toEqual({ type: 'removed', data: { scanId: id } });
  });

  it('of all scans are told on one stream: new ones, what becomes of them, their counts and their end', async () => {
    let id = '';
    const heard = await listen(
      'events',
      {},
      (events) => {
        if (id !== '' && finished(events)) void server.delete(`/scans/${id}`);
        return events.at(-1)?.type === 'removed';
      },
      async () => ({ id } = await server.startScan()),
    );

    expect(heard[0]).toMatchObject({ type: 'scan', data: { id, state: 'queued' } });
    expect(heard.filter(({ type }) => type === 'findings')).not.toHaveLength(0);
    expect(heard.find(({ type }) => type === 'findings')?.data).toMatchObject({ scanId: id, findings: { info: 1 } });
    expect(heard.at(-1)).toEqual({ type: 'removed', data: { scanId: id } });
  });

  it('are not there for a scan that is not', async () => {
    const answer = await fetch(`${await server.address()}/api/v1/scans/nothing/events`);

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

function heardIn(frame: string): Heard {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
  const id = field('id');
  return {
    ...(id === undefined ? {} : { id: Number(id) }),
    type: field('event') ?? '',
    data: JSON.parse(field('data') ?? '{}'),
  };
}
