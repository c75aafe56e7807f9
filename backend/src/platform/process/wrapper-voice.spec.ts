import { WrapperVoice } from './wrapper-voice.js';

const NOISE = 'unshare: sigprocmask unblock failed: Invalid argument\n';

function heard(sut: WrapperVoice, text: string, size: number): string {
  const bytes = Buffer.from(text);
  const pieces = [];
  for (let start = 0; start < bytes.length; start += size) pieces.push(sut.push(bytes.subarray(start, start + size)));
  return Buffer.concat([...pieces, sut.flush()]).toString();
}

describe(WrapperVoice.name, () => {
  let sut: WrapperVoice;
  beforeEach(() => {
    sut = new WrapperVoice();
  });

  it.each([1, 2, 7, 1000])('takes out what unshare says of a killed tool, in pieces of %d bytes', (size) => {
    expect(heard(sut, `a warning\n${NOISE}more\n`, size)).toBe('a warning\nmore\n');
    expect(sut.heardOfKill).toBe(true);
    expect(sut.complaint).toBeUndefined();
  });

  it.each([
    ['inside of a line', `the tool says ${NOISE}`],
    ['cut short', NOISE.slice(0, 20)],
    ['in other words', 'unshare: something else\n'],
  ])('leaves the same words where they are the tool’s: %s', (_, text) => {
    expect(heard(sut, text, 5)).toBe(text);
    expect(sut.heardOfKill).toBe(false);
  });

  it('tells why the wrapper could not start the tool', () => {
    heard(sut, 'prlimit: failed to execute /usr/bin/x: Permission denied\n', 1000);

    expect(sut.complaint).toBe('prlimit: failed to execute /usr/bin/x: Permission denied');
  });

  it('takes no word of the tool for the wrapper’s', () => {
    heard(sut, 'nmap: cannot open file\n', 1000);

    expect(sut.complaint).toBeUndefined();
  });
});
