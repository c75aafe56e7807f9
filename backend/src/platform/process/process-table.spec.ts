import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePs, ProcTable } from './process-table.js';

describe(ProcTable.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'proc-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  function addProcess(pid: number, state: string, environment: string): void {
    mkdirSync(join(folder, String(pid)));
    const zeros = (count: number): string => Array<string>(count).fill('0').join(' ');
    writeFileSync(
      join(folder, String(pid), 'stat'),
      `${pid} (tool) ${state} 1 7 7 ${zeros(13)} 1 0 4711 ${zeros(20)}\n`,
    );
    writeFileSync(join(folder, String(pid), 'environ'), environment);
  }

  it('lists the living, with a start time that no later boot repeats', async () => {
    mkdirSync(join(folder, 'sys/kernel/random'), { recursive: true });
    writeFileSync(join(folder, 'sys/kernel/random/boot_id'), '3f2a91c4-0000-0000-0000-000000000000\n');
    mkdirSync(join(folder, '9')); // ended between the listing and the reading
    addProcess(7, 'S', 'PATH=/bin\0SCAN_TOKEN=mine\0');
    addProcess(8, 'Z', '');
    const table = new ProcTable(folder);

    const { entries } = await table.read();

    expect(entries).toEqual([expect.objectContaining({ pid: 7, parent: 1, group: 7, startTime: '3f2a91c4:4711' })]);
    expect(await table.startTimeOf(8)).toBe('3f2a91c4:4711');
    expect(await table.startTimeOf(9)).toBe('');
  });

  it.each([
    ['mine', true],
    ['min', false],
    ['mine2', false],
    ['PATH', false],
  ])('knows whether a process carries the token %s', async (token, carries) => {
    const [entry] = (await new ProcTable(folder).read()).entries;

    expect(entry?.carries(token)).toBe(carries);
  });

  it('says that it may have missed something when processes ended meanwhile', async () => {
    const table = new ProcTable(folder);
    const withOneThatEnded = await table.read();
    rmSync(join(folder, '9'), { recursive: true });

    const whole = await table.read(); // 8 was dead before: it has started nobody since
    addProcess(11, 'Z', '');
    const withNewZombie = await table.read();

    expect([withOneThatEnded, whole, withNewZombie].map(({ isWhole }) => isWhole)).toEqual([false, true, false]);
  });

  it('fails when it cannot look, rather than see nothing', () => {
    mkdirSync(join(folder, '10/stat'), { recursive: true }); // reading it fails, but not as reading what has ended does

    expect(() => new ProcTable(folder).read()).toThrow('EISDIR');
  });
});

describe('what ps lists', () => {
  it('gives living processes with their start time', () => {
    const text = [
      '    1     0     1 Ss   Tue Nov 25 20:25:01 2025',
      '  612     1   612 S+   Wed Nov 26 00:01:09 2025',
      '  613   612   612 Z    Wed Nov 26 00:01:10 2025',
      'nonsense',
      '',
    ].join('\n');

    expect(parsePs(text)).toEqual([
      expect.objectContaining({ pid: 1, parent: 0, group: 1, session: 0, startTime: 'Tue Nov 25 20:25:01 2025' }),
      expect.objectContaining({ pid: 612, parent: 1, group: 612, session: 0, startTime: 'Wed Nov 26 00:01:09 2025' }),
    ]);
  });
});
