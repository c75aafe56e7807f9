import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ContentStore } from './content-store.js';

describe(ContentStore.name, () => {
  let folder: string;
  let sut: ContentStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'content-'));
    sut = new ContentStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function store(...pieces: string[]) {
    const writer = await sut.create();
    for (const piece of pieces) await writer.write(piece);
    return writer.publish();
  }

  it('gives back what was written, named by its digest', async () => {
    const stored = await store('hel', 'lo');

    expect(stored).toEqual({ sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824', bytes: 5 });
    expect(await text(sut.read(stored.sha256))).toBe('hello');
  });

  it('keeps the same content once', async () => {
    const first = await store('same');
    const second = await store('sa', 'me');

    expect(second).toEqual(first);
    expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.gz'))).toHaveLength(1);
  });

  it('leaves nothing behind of what is discarded', async () => {
    const writer = await sut.create();
    await writer.write('half');

    await writer.discard();

    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('says whether it has a content, and removes it', async () => {
    const { sha256 } = await store('x');

    await sut.remove(sha256);

    expect(await sut.has(sha256)).toBe(false);
    await expect(text(sut.read(sha256))).rejects.toThrow(/ENOENT/);
  });

  it('does not take a path for a name', () => {
    expect(() => sut.read('../../etc/passwd')).toThrow(/not the name/);
  });

  it('takes megabytes without losing a byte', async () => {
    const piece = 'x'.repeat(1_000_000);
    const { sha256, bytes } = await store(...Array<string>(20).fill(piece));

    expect(bytes).toBe(20_000_000);
    expect((await text(sut.read(sha256))).length).toBe(20_000_000);
  });
});
