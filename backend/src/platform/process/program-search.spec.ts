import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './program-search.js';

describe(findProgram.name, () => {
  const root = mkdtempSync(join(tmpdir(), 'programs-'));
  const folders = [join(root, 'first'), join(root, 'missing'), join(root, 'second')];

  beforeAll(() => {
    for (const folder of ['first', 'second']) mkdirSync(join(root, folder));
    addFile('second/scan', 0o755);
    addFile('first/scan', 0o644);
    addFile('first/both', 0o755);
    addFile('second/both', 0o755);
    mkdirSync(join(root, 'first/folder'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function addFile(path: string, mode: number): void {
    writeFileSync(join(root, path), '#!/bin/sh\n');
    chmodSync(join(root, path), mode);
  }

  it('finds the first that can be run', async () => {
    expect(await findProgram('both', folders)).toBe(join(root, 'first/both'));
    expect(await findProgram('scan', folders)).toBe(join(root, 'second/scan'));
  });

  it.each(['absent', 'folder', '', '.', '../second/scan', 'folder/x'])('finds nothing for "%s"', async (name) => {
    expect(await findProgram(name, folders)).toBeUndefined();
  });

  it('only checks a path', async () => {
    expect(await findProgram(join(root, 'second/scan'), [])).toBe(join(root, 'second/scan'));
    expect(await findProgram(join(root, 'first/scan'), folders)).toBeUndefined();
  });

  it('looks where the system keeps its programs, whatever PATH says', async () => {
    expect(await findProgram('sh')).toMatch(/^\/(usr\/)?bin\/sh$/);
  });
});
