import { transformFileSync } from '@swc/core';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const BACKEND = join(import.meta.dirname, '../..');
const SOURCES = join(BACKEND, 'src/platform/process');

/** A copy of the code under test that a process of its own can run, as it is in dist. */
export class CompiledBackend {
  readonly folder = mkdtempSync(join(tmpdir(), 'compiled-backend-'));
  readonly reaperScript = join(this.folder, 'src/platform/process/reaper-sidecar.js');

  constructor() {
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "module" }');
    for (const name of readdirSync(SOURCES)) {
      if (name.endsWith('.ts') && !name.endsWith('.spec.ts')) this.compile(`src/platform/process/${name}`);
    }
  }

  /** Compiles one more file of the backend. @returns the path of the script */
  compile(source: string): string {
    const { code } = transformFileSync(join(BACKEND, source), {
      configFile: join(BACKEND, '.swcrc'),
      sourceMaps: false,
    });
    const folder = join(this.folder, dirname(source));
    mkdirSync(folder, { recursive: true });
    const script = join(folder, basename(source, '.ts') + '.js');
    writeFileSync(script, code);
    return script;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
