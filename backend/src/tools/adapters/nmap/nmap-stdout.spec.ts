import { newsOf } from './nmap-stdout.js';

describe(newsOf.name, () => {
  it('tells open ports', () => {
    expect(newsOf('Discovered open port 80/tcp on 127.0.0.1')).toEqual({ type: 'open', port: 80, transport: 'tcp' });
    expect(newsOf('Discovered open port 53/udp on ::1')).toEqual({ type: 'open', port: 53, transport: 'udp' });
  });

  it.each([
    '|_http-title: Discovered open port 81/tcp on 127.0.0.1',
    '| Discovered open port 81/tcp on 127.0.0.1',
    'Discovered open port 0/tcp on 127.0.0.1',
    'Discovered open port 70000/tcp on 127.0.0.1',
    'Discovered open port 81/tcp on 127.0.0.1 and elsewhere',
    '',
  ])('does not take "%s" for one', (line) => {
    expect(newsOf(line)).toBeUndefined();
  });

  it.each([
    ['Connect Scan Timing: About 50.00% done; ETC: 05:47 (0:00:06 remaining)', 15],
    ['Completed Connect Scan at 05:47, 0.00s elapsed (4 total ports)', 30],
    ['Service scan Timing: About 25.00% done; ETC: 00:20 (0:00:18 remaining)', 39],
    ['Completed Service scan at 00:18, 22.06s elapsed (5 services on 1 host)', 65],
    ['NSE Timing: About 99.54% done; ETC: 00:20 (0:00:00 remaining)', 95],
  ])('tells the progress of "%s"', (line, percent) => {
    expect(newsOf(line)).toEqual({ type: 'progress', percent });
  });

  it('does not take the end of a round of scripts for the end of all', () => {
    expect(newsOf('Completed NSE at 00:17, 0.00s elapsed')).toBeUndefined();
  });
});
