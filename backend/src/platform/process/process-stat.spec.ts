import { parseStat } from './process-stat.js';

/** A line as proc(5) describes it: state, parent, group and session, eleven numbers, priority, nice, threads, one more, start. */
function line(name: string, state = 'S', threads = 1): string {
  return `42 (${name}) ${state} 7 42 40 ${'0 '.repeat(11)}20 0 ${threads} 0 4711 1 2 3`;
}

describe(parseStat.name, () => {
  it('reads pid, parent, group, session and start time', () => {
    expect(parseStat(line('nmap'))).toEqual({
      pid: 42,
      parent: 7,
      group: 42,
      session: 40,
      startTicks: '4711',
      alive: true,
    });
  });

  it.each(['a b', 'x) Z 1 1 1', '(', ')', 'two\nlines'])('is not deceived by a program named %j', (name) => {
    expect(parseStat(line(name))).toMatchObject({ parent: 7, group: 42, startTicks: '4711', alive: true });
  });

  it('takes a zombie for ended, but not one whose other threads work on', () => {
    expect(parseStat(line('z', 'Z'))).toMatchObject({ alive: false });
    expect(parseStat(line('z', 'Z', 3))).toMatchObject({ alive: true });
  });

  it.each(['', '42', `42 (cut`, line('cut').slice(0, 20)])('knows nothing from %j', (text) => {
    expect(parseStat(text)).toBeUndefined();
  });
});
