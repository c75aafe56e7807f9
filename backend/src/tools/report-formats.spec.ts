import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_FORMATS } from './report-formats.js';

const FOLDERS = ['formats', 'adapters'].flatMap((part) =>
  readdirSync(join(import.meta.dirname, part)).map((tool) => join(import.meta.dirname, part, tool, 'fixtures')),
);

/** Reports by the id of their format, which their names begin with. */
const reports = FOLDERS.flatMap((folder) =>
  readdirSync(folder).flatMap((name) => {
    const id = name.slice(0, name.indexOf('.'));
    return REPORT_FORMATS.some((format) => format.id === id) ? [{ id, name, path: join(folder, name) }] : [];
  }),
);

describe('the formats that are read', () => {
  it('have ids of their own', () => {
    const ids = REPORT_FORMATS.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(reports)('know $name from all others', ({ id, path, name }) => {
    const head = { text: readFileSync(path, 'utf8').slice(0, 65_536), fileName: name };

    expect(REPORT_FORMATS.filter((format) => format.recognises(head)).map((format) => format.id)).toEqual([id]);
  });
});
