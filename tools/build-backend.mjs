// Compiles backend/src to dist/backend with swc (no type check: `nx typecheck backend` does that) and copies its data files.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';

const root = join(import.meta.dirname, '..');
export const from = join(root, 'backend/src');
export const to = join(root, 'dist/backend');

const isSource = (entry) => entry.endsWith('.ts') && !entry.endsWith('.spec.ts') && !entry.endsWith('.d.ts');
/** Word lists and certificates that the code reads at run time; fixtures belong to the tests. */
const isData = (entry) => /\.(txt|json|pem|html)$/.test(entry) && !entry.includes('/fixtures/');

/** Compiles or copies one file of backend/src, named relative to it; ignores what is neither. */
export function compile(entry) {
  if (isData(entry)) {
    mkdirSync(dirname(join(to, entry)), { recursive: true });
    cpSync(join(from, entry), join(to, entry));
    return;
  }
  if (!isSource(entry)) return;
  const out = join(to, entry.replace(/\.ts$/, '.js'));
  const { code, map } = transformFileSync(join(from, entry), {
    configFile: join(root, 'backend/.swcrc'),
    sourceFileName: relative(dirname(out), join(from, entry)),
  });
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${code}//# sourceMappingURL=${basename(out)}.map\n`);
  writeFileSync(`${out}.map`, map);
}

export function build() {
  rmSync(to, { recursive: true, force: true });
  for (const entry of readdirSync(from, { recursive: true })) compile(entry);
}

if (process.argv[1] === import.meta.filename) build();
