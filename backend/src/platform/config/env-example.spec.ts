import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from './config.js';
import { Environment } from './environment.js';

interface Entry {
  readonly name: string;
  readonly value: string;
  /** Whether it is only shown: a variable without a default. */
  readonly isCommented: boolean;
  /** The comment lines straight above. */
  readonly explanation: string;
}

const text = readFileSync(join(import.meta.dirname, '../../../../.env.example'), 'utf8');
const entries = entriesOf(text);
const defaults: Readonly<Record<string, unknown>> = Environment.parse({});

describe('.env.example', () => {
  it('names every variable that is read, once, and no other', () => {
    const names = entries.map(({ name }) => name);

    expect([...names].sort()).toEqual(Object.keys(Environment.shape).sort());
  });

  it.each(entries)('explains $name', ({ explanation }) => {
    expect(explanation).toMatch(/\w.*\.$/);
  });

  it.each(entries.filter(({ isCommented }) => !isCommented))('gives the default of $name', ({ name, value }) => {
    const parsed: Readonly<Record<string, unknown>> = Environment.parse({ [name]: value });

    expect(defaults[name]).toBeDefined();
    expect(parsed[name]).toEqual(defaults[name]);
  });

  it.each(entries.filter(({ isCommented }) => isCommented))(
    'shows $name, which has no default, with a value that is allowed',
    ({ name, value }) => {
      expect(defaults[name]).toBeUndefined();
      expect(Environment.safeParse({ [name]: value }).success).toBe(true);
    },
  );

  it('starts the server when it is used as it stands', () => {
    const variables = Object.fromEntries(
      entries.filter(({ isCommented }) => !isCommented).map(({ name, value }) => [name, value]),
    );

    expect(readConfig(variables)).toEqual(readConfig({}));
  });
});

function entriesOf(file: string): Entry[] {
  const lines = file.split('\n');
  return lines.flatMap((line, position) => {
    const [, mark, name, value] = /^(# )?([A-Z][A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    return [{ name, value, isCommented: mark !== undefined, explanation: explanationAbove(lines, position) }];
  });
}

function explanationAbove(lines: readonly string[], position: number): string {
  const above = lines.slice(0, position);
  const lastBlank = above.lastIndexOf('');
  return above.slice(lastBlank + 1).join('\n');
}
