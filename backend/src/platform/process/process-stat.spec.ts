import { parseStat } from './process-stat.js';

/** As the kernel wrote it, of a `cat` in a namespace of its own. */
const LINE =
  '4 (cat) R 2 3 1 0 -1 4194304 75 0 0 0 0 0 0 0 20 0 1 0 1325672 3133440 410 18446744073709551615 94386780651520 94386780671401 140728182305792 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 94386780687408 94386780689024 94386801209344 140728182307551 140728182307571 140728182307571 140728182308843 0\n';

describe('a line of /proc/<pid>/stat', () => {
  it('tells where a process belongs and when it began', () => {
    expect(parseStat(LINE)).toEqual({ pid: 4, parent: 2, group: 3, session: 1, startTicks: '1325672', alive: true });
  });

  it.each(['a b', ') R 1 1 1', '(x) Z 9', '(', 'new\nline', ''])(
    'is read right for a program that calls itself "%s"',
    (name) => {
      const stat = parseStat(LINE.replace('cat', name));

      expect(stat).toMatchObject({ parent: 2, group: 3, session: 1, startTicks: '1325672', alive: true });
    },
  );

  it.each(['Z', 'X'])('tells that a process in state %s has ended', (state) => {
    expect(parseStat(LINE.replace(' R ', ` ${state} `))?.alive).toBe(false);
  });

  it('does not take a process for ended while threads of it work on', () => {
    const line = LINE.replace(' R ', ' Z ').replace(' 20 0 1 0 ', ' 20 0 3 0 ');

    expect(parseStat(line)?.alive).toBe(true);
  });

  it('is nothing when it is cut anywhere before the start time', () => {
    const end = LINE.indexOf('1325672');

    for (let length = 0; length < end; length++) expect(parseStat(LINE.slice(0, length))).toBeUndefined();
  });
});
