import { RunLog, shownLine } from './run-log.js';

describe(shownLine.name, () => {
  it('removes terminal codes and characters that fake text', () => {
    expect(shownLine('\u001b[31mred\u001b[0m \u202eevil\u0007')).toBe('red evil');
  });

  it('shows the last state of a line that rewrites itself', () => {
    expect(shownLine('\r10%\r 55%\r')).toBe(' 55%');
  });
});

describe(RunLog.name, () => {
  it('cuts text into lines, wherever the pieces end', () => {
    const sut = new RunLog();
    sut.addText('one\ntw');
    sut.addText('o\nthree');

    expect(sut.tail(10)).toEqual(['one', 'two']);
    sut.end();
    expect(sut.tail(2)).toEqual(['two', 'three']);
  });

  it('gives each fresh line once', () => {
    const sut = new RunLog();
    sut.addText('a\nb\n');

    expect(sut.takeFresh()).toEqual(['a', 'b']);
    expect(sut.takeFresh()).toEqual([]);
  });

  it('stays small however much is printed', () => {
    const sut = new RunLog();
    for (let line = 0; line < 100_000; line += 1) sut.addText(`line ${line}\n`);

    expect(sut.length).toBe(100_000);
    expect(sut.tail(1)).toEqual(['line 99999']);
    expect(sut.tail(1_000_000).length).toBeLessThanOrEqual(4000);
  });

  it('counts every line of a flood and keeps the last ones', () => {
    const sut = new RunLog();
    for (let piece = 0; piece < 64; piece += 1) sut.addText('y\n'.repeat(32 * 1024));

    expect(sut.length).toBe(64 * 32 * 1024);
    expect(sut.tail(1)).toEqual(['y']);
  });
});
