// Generates the typed client of the console from the API document. Run by `npm run api:generate`; the result is committed.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig } from 'orval';

const UNCHECKED =
  '// @ts-nocheck: written by orval 8.5.3, which knows neither exactOptionalPropertyTypes nor noUnusedLocals\n';

/** The calls are not type-checked inside; their types, and all models, are checked where they are used. */
async function leaveCallsUnchecked(files) {
  for (const file of files.filter((path) => path.endsWith('.ts') && !path.includes('/model/'))) {
    await writeFile(file, UNCHECKED + (await readFile(file, 'utf8')));
  }
}

// `tools/drift.mjs` generates from a fresh document into a folder of its own.
const input = process.env.ORVAL_INPUT ?? join(import.meta.dirname, '../docs/api/openapi.json');
const output = process.env.ORVAL_OUTPUT ?? join(import.meta.dirname, '../frontend/src/app/api/generated');

export default defineConfig({
  parallax: {
    input: { target: input },
    output: {
      mode: 'tags-split',
      target: output,
      schemas: join(output, 'model'),
      client: 'angular-query',
      httpClient: 'angular',
      clean: true,
      indexFiles: false,
      headers: true, // Idempotency-Key
    },
    hooks: { afterAllFilesWrite: leaveCallsUnchecked },
  },
});
