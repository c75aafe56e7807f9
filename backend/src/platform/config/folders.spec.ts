import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigInvalidError, readConfig } from './config.js';
import { prepareFolders } from './folders.js';

describe(prepareFolders.name, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'folders-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const prepare = (variables: Record<string, string>) =>
    prepareFolders(readConfig({ DATA_DIR: join(folder, 'data'), LOG_DIR: join(folder, 'logs'), ...variables }));

  it('makes what is missing, with all folders above it', () => {
    prepare({ DATA_DIR: join(folder, 'a/b/data') });

    expect(existsSync(join(folder, 'a/b/data'))).toBe(true);
    expect(existsSync(join(folder, 'logs'))).toBe(true);
  });

  it('names each variable whose folder cannot be used, with its value', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');

    const start = () => prepare({ DATA_DIR: file, LOG_DIR: join(file, 'logs'), NUCLEI_TEMPLATES: join(folder, 'no') });

    expect(start).toThrow(ConfigInvalidError);
    expect(start).toThrow(/DATA_DIR=.*file": a folder.*\n.*LOG_DIR=.*\n.*NUCLEI_TEMPLATES=.*no such file/);
  });

  it('refuses a folder in which the system lets nobody write', () => {
    expect(() => prepare({ DATA_DIR: '/proc/parallax/data' })).toThrow(/DATA_DIR="\/proc\/parallax\/data"/);
  });
});
