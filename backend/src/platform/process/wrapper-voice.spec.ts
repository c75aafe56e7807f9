import { WrapperVoice } from './wrapper-voice.js';

const NOISE = 'unshare: sigprocmask unblock failed: Invalid argument\n';

/** What is left of a text that arrives in pieces of this size. */
function heard(text: string, size: number): string {
  const voice = new WrapperVoice();
  const bytes = Buffer.from(text);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(voice.push(bytes.subarray(at, at + size)));
  return Buffer.concat([...pieces, voice.flush()]).toString();
}

describe.each([1, 2, 3, 7, 53, 54, 55, 1000])('what a wrapper says, in pieces of %d bytes', (size) => {
  it.each([
    ['nothing else', NOISE, ''],
    ['after the tool', `mine\n${NOISE}`, 'mine\n'],
    ['before the tool', `${NOISE}mine`, 'mine'],
    ['twice', `${NOISE}a\n${NOISE}`, 'a\n'],
    ['next to what only begins alike', `unshare: sigprocmask\n${NOISE}unsh`, 'unshare: sigprocmask\nunsh'],
  ])('is taken out: %s', (_, text, left) => {
    expect(heard(text, size)).toBe(left);
  });

  it.each([`the tool quotes ${NOISE}`, 'no line end', '\n\n', '', 'unshare: ', 'ü\0\x1b[31m\n'])(
    'is not looked for in the words of the tool: %j',
    (text) => {
      expect(heard(text, size)).toBe(text);
    },
  );
});

describe('the notice of a wrapper that the tool was killed', () => {
  it.each([1, 2, 7, 1000])('is heard, and is no complaint, in pieces of %d bytes', (size) => {
    const voice = new WrapperVoice();
    const bytes = Buffer.from(`${NOISE}more\n`);

    for (let at = 0; at < bytes.length; at += size) voice.push(bytes.subarray(at, at + size));

    expect(voice.heardOfKill).toBe(true);
    expect(voice.complaint).toBeUndefined();
  });

  it.each([`the tool says ${NOISE}`, NOISE.slice(0, 20), 'unshare: something else\n'])(
    'is not heard in other words: %j',
    (text) => {
      const voice = new WrapperVoice();

      voice.push(Buffer.from(text));
      voice.flush();

      expect(voice.heardOfKill).toBe(false);
    },
  );
});

describe('a complaint of a wrapper', () => {
  it.each([
    'unshare: unshare failed: No space left on device',
    'prlimit: failed to set the NOFILE resource limit: Operation not permitted',
    '[FATAL tini (7)] exec /bin/scan failed: Exec format error',
  ])('is its first line: %s', (line) => {
    const voice = new WrapperVoice();

    voice.push(Buffer.from(`${line}\nmore`));

    expect(voice.complaint).toBe(line);
  });

  it.each(['scan failed', 'warning\nunshare: unshare failed', ''])('is not what the tool says: %j', (text) => {
    const voice = new WrapperVoice();

    voice.push(Buffer.from(text));

    expect(voice.complaint).toBeUndefined();
  });
});
