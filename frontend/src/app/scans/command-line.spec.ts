import { execFileSync } from 'node:child_process';
import { commandLine } from './command-line';

describe('commandLine', () => {
  it('leaves plain arguments as they are', () => {
    expect(commandLine(['/usr/bin/nmap', '-oX', '-', '-p', '80,443', '--', '192.0.2.10'])).toBe(
      '/usr/bin/nmap -oX - -p 80,443 -- 192.0.2.10',
    );
  });

  it.each([['a b'], [''], ["it's"], ['$(id)'], ['`id`'], ['"'], ['*'], ['\\'], ['a\nb'], ['#'], ['~'], ['!x'], ['ü']])(
    'quotes %j so that a shell reads it back',
    (argument) => {
      const read = execFileSync('sh', ['-c', `printf %s ${commandLine([argument])}`], { encoding: 'utf8' });

      expect(read).toBe(argument);
    },
  );
});
