// Compiles bench/src to dist/bench/src with swc. What it imports of backend/src it takes from dist/backend: measured is the
// build that is shipped, not a second one.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';

const root = join(import.meta.dirname, '..');
const from = join(root, 'bench/src');
const to = join(root, 'dist/bench/src');

function compile(entry) {
  const out = join(to, entry.replace(/\.ts$/, '.js'));
  const { code, map } = transformFileSync(join(from, entry), {
    configFile: join(root, 'backend/.swcrc'),
    sourceFileName: relative(dirname(out), join(from, entry)),
  });
  const linked = code.replaceAll('../backend/src/', '../backend/');
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${linked}//# sourceMappingURL=${basename(out)}.map\n`);
  writeFileSync(`${out}.map`, map);
}

rmSync(to, { recursive: true, force: true });
for (const entry of readdirSync(from, { recursive: true })) {
  if (entry.endsWith('.ts') && !entry.endsWith('.spec.ts')) compile(entry);
  if (entry.endsWith('.mjs')) {
    mkdirSync(dirname(join(to, entry)), { recursive: true });
    cpSync(join(from, entry), join(to, entry));
  }
}
