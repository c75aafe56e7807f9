import { MAX_LINE_LENGTH } from '../../platform/process/line-splitter.js';
import { LoopbackServer } from '../testing/loopback-server.js';
import { HttpInterview, type InterviewSettings } from './http-interview.js';
import { HttpTranscript } from './http-transcript.js';

const SETTINGS: InterviewSettings = {
  profile: 'standard',
  limits: { answerMs: 1000, bodyBytes: 128 * 1024 },
  bodies: { bytes: 64 * 1024, secrets: 'kept' },
  attempts: 1,
};
let server: LoopbackServer;

afterEach(() => server.close());

/** Asks for the first page and returns the lines that are written down. */
async function linesOf(
  settings: Partial<InterviewSettings> = {},
  signal = new AbortController().signal,
): Promise<string[]> {
  const interview = new HttpInterview(server.endpoint, { ...SETTINGS, ...settings }, signal);
  const lines: string[] = [];
  for await (const line of interview.ask({ purpose: 'page', method: 'GET', path: '/' })) {
    lines.push(JSON.stringify(line));
  }
  return lines;
}

function read(lines: readonly string[], size = 1000): HttpTranscript {
  const transcript = new HttpTranscript();
  const text = lines.map((line) => `${line}\n`).join('');
  for (let start = 0; start < text.length; start += size) transcript.push(text.slice(start, start + size));
  transcript.flush();
  return transcript;
}

describe('a transcript', () => {
  it('gives back what was answered, whatever the sizes of the pieces it comes in', async () => {
    server = await LoopbackServer.web((_, response) =>
      response.setHeader('X-Thing', 'ä').end('Grüße ✓ "quoted"\n'.repeat(4000)),
    );

    const lines = await linesOf();

    for (const size of [7, 4096, 1_000_000]) {
      const [answer] = read(lines, size).answers;
      expect(answer).toMatchObject({ purpose: 'page', path: '/', status: 200, headersCut: 0 });
      expect(answer?.text).toContain('Grüße ✓ "quoted"\n'.repeat(2000));
    }
  });

  it('gives back bytes that are no text', async () => {
    const bytes = Buffer.from([0, 1, 2, 0x50, 0x4b, 255]);
    server = await LoopbackServer.web((_, response) => response.end(bytes));

    const [answer] = read(await linesOf()).answers;

    expect(answer?.body.equals(bytes)).toBe(true);
    expect(answer?.text).toBe('');
  });

  it('keeps every line below the limit of its reader, and says which headers it left out', async () => {
    server = await LoopbackServer.raw((socket) => {
      const headers = Array.from({ length: 100 }, (_, index) => `X-Header-${index}: ${'"\\'.repeat(250)}\r\n`).join('');
      socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\n${'"\\\n'.repeat(20_000)}`);
    });

    const lines = await linesOf();

    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(MAX_LINE_LENGTH);
    const transcript = read(lines);
    expect(transcript.unreadable).toBe(0);
    expect(transcript.answers[0]?.headersCut).toBeGreaterThan(50);
  });

  it('keeps a hundred cookies, and the value of none', async () => {
    const cookies = Array.from({ length: 100 }, (_, index) => `cookie${index}=secret-value-${index}; Path=/; HttpOnly`);
    server = await LoopbackServer.web((_, response) => response.setHeader('Set-Cookie', cookies).end());

    const lines = await linesOf();

    expect(read(lines).answers[0]?.headers.filter(([name]) => name === 'Set-Cookie')).toHaveLength(100);
    expect(lines.join('')).not.toContain('secret-value');
  });

  it('masks secrets in what is kept of files', async () => {
    server = await LoopbackServer.web((_, response) =>
      response.end('DB_PASSWORD=hunter2hunter2\nAPP_KEY=base64:abcdef\n'),
    );

    const lines = await linesOf({ bodies: { bytes: 4096, secrets: 'masked' } });

    expect(read(lines).answers[0]?.text).toBe('DB_PASSWORD=hu***\nAPP_KEY=ba***\n');
  });

  it('masks without losing time on a body that is made to cost it', async () => {
    server = await LoopbackServer.web((_, response) => response.end('pass_'.repeat(6000)));

    await linesOf({ bodies: { bytes: 32 * 1024, secrets: 'masked' } });
  });

  it('asks again when that is wanted, and writes down how often', async () => {
    let asked = 0;
    server = await LoopbackServer.raw((socket) => {
      asked += 1;
      if (asked === 1) socket.resetAndDestroy();
      else socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });

    const lines = await linesOf({ attempts: 2 });

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ type: 'exchange', attempts: 2, result: expect.objectContaining({ status: 204 }) }),
    ]);
  });

  it('writes nothing about a question that was ended', async () => {
    server = await LoopbackServer.raw((socket) => socket.resume());

    expect(await linesOf({}, AbortSignal.timeout(50))).toEqual([]);
  });

  it('counts lines that it cannot read', async () => {
    server = await LoopbackServer.web((_, response) => response.end());

    const transcript = read([...(await linesOf()), '{"type":"exchange"}', '{"cut":', 'null']);

    expect(transcript.answers).toHaveLength(1);
    expect(transcript.unreadable).toBe(3);
  });
});
