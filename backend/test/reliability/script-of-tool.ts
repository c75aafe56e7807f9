import { type OutputStream } from '../../src/platform/process/command-spec.js';

/** A tool as `scripted-server.mjs` takes it: pure data. `{report}` in an argument becomes the path of the run's report. */
export interface ScriptOfTool {
  readonly id: string;
  readonly argv: readonly string[];
  readonly parsed: readonly OutputStream[];
  readonly timeLimitSeconds: number;
  readonly idleLimitSeconds?: number;
  readonly versionArgv: readonly string[];
}

const DEFAULTS = { parsed: ['stdout'], timeLimitSeconds: 120, versionArgv: ['echo', 'version 1.2.3'] } as const;

export function shellTool(id: string, script: string, part: Partial<ScriptOfTool> = {}): ScriptOfTool {
  return { ...DEFAULTS, id, argv: ['sh', '-c', script, id], ...part };
}

/** The arguments after the script are `$0`-less: Perl's @ARGV. */
export function perlTool(id: string, script: string, ...args: readonly string[]): ScriptOfTool {
  return { ...DEFAULTS, id, argv: ['perl', '-e', script, '--', ...args] };
}
