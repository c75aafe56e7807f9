import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type BenchDescription, type Measurement, type Mode } from '../bench.js';
import { type BenchResult, rowResult } from '../report/result.js';

const CHILD = join(import.meta.dirname, '../child.js');
/** A bench that takes longer hangs. */
const LIMIT_MS = { quick: 60_000, full: 900_000 };

/** What the child says when it has measured. */
export interface ChildMessage {
  readonly measurement?: Measurement;
  readonly failure?: string;
}

/**
 * Runs a bench in a process of its own, so that no bench inherits the memory and the compiled code of another. Never rejects: a
 * bench that breaks is a result too, and none of its rows is reached.
 */
export async function measuredInChild(bench: BenchDescription, mode: Mode): Promise<BenchResult> {
  const startedAt = performance.now();
  const { measurement, failure } = await messageOf(bench.id, mode);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    bench,
    rows: bench.rows.map((spec) => rowResult(spec, measurement?.rounds[spec.id])),
    notes: measurement?.notes ?? [],
    charts: measurement?.charts ?? [],
    seconds,
    ...(failure === undefined ? {} : { failure }),
  };
}

async function messageOf(id: string, mode: Mode): Promise<ChildMessage> {
  const execArgv = ['--enable-source-maps', '--expose-gc'];
  const child = fork(CHILD, [id, mode], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS[mode]);
  let message: ChildMessage | undefined;
  child.on('message', (said) => (message = said as ChildMessage));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(limit);
  return message ?? { failure: `The bench ended without a result, by ${signal ?? `code ${code ?? 'unknown'}`}.` };
}
