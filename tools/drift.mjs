// Fails when what is generated is not what is committed: the API document, the console's client, the migrations.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './run-step.mjs';

const problems = [];
const scratch = mkdtempSync(join(tmpdir(), 'parallax-drift-'));

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

function compare(what, remedy, committed, fresh) {
  const names = new Set([...filesIn(committed), ...filesIn(fresh)]);
  for (const name of names) {
    const [before, after] = [committed, fresh].map((folder) => {
      const path = join(folder, name);
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    });
    if (before !== after)
      problems.push(`${what}: ${relative(root, join(committed, name))} is not up to date. ${remedy}`);
  }
}

function node(...args) {
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

try {
  const api = join(scratch, 'api');
  node('dist/backend/openapi.js', api);
  compare('API document', 'Run npm run api:generate and commit the result.', join(root, 'docs/api'), api);

  const client = join(scratch, 'client');
  execFileSync(join(root, 'node_modules/.bin/orval'), ['--config', 'tools/orval.config.mjs'], {
    cwd: root,
    env: { ...process.env, ORVAL_INPUT: join(api, 'openapi.json'), ORVAL_OUTPUT: client },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const committedClient = join(root, 'frontend/src/app/api/generated');
  compare('API client', 'Run npm run api:generate and commit the result.', committedClient, client);

  node('dist/backend/migration-drift.js', join(scratch, 'drift.db'));
} catch (error) {
  problems.push(error.message);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'No drift.' : `${problems.length} problems.`);
process.exit(problems.length === 0 ? 0 : 1);
