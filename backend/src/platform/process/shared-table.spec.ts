import { type ProcessPicture, type ProcessTable } from './process-table.js';
import { SharedTable } from './shared-table.js';

/** Counts the looks; each gives a process whose pid is the number of the look. */
class CountingTable implements ProcessTable {
  looks = 0;

  read(): Promise<ProcessPicture> {
    const pid = ++this.looks;
    const entry = { pid, parent: 1, group: 1, session: 1, startTime: '', carries: () => false };
    return Promise.resolve({ entries: [entry], isWhole: true });
  }

  killCarriers(): number {
    return 0;
  }

  startTimeOf(): Promise<string> {
    return Promise.resolve('start');
  }
}

describe(SharedTable.name, () => {
  it('looks once for all who ask at the same time', async () => {
    const table = new CountingTable();
    const shared = new SharedTable(table);

    await Promise.all([shared.read(), shared.read(), shared.read()]);

    expect(table.looks).toBe(1);
  });

  it('never answers with a picture from before the question', async () => {
    const shared = new SharedTable(new CountingTable());

    const pictures = [await shared.read(), await shared.read()];

    expect(pictures.map(({ entries }) => entries[0]?.pid)).toEqual([1, 2]);
  });

  it('goes on after a look that failed', async () => {
    const table = new CountingTable();
    const shared = new SharedTable(table);
    jest.spyOn(table, 'read').mockRejectedValueOnce(new Error('too many open files'));

    await expect(shared.read()).rejects.toThrow('too many open files');

    await expect(shared.read()).resolves.toMatchObject({ isWhole: true });
  });
});
