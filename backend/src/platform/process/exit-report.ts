import { constants } from 'node:os';
import { type ProcessExit } from './command-spec.js';
import { type IsolationTier } from './process-contract.js';

/** What the system said when the first process of a run ended. */
export interface RawExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a shell adds to the number of the signal that ended a program. */
const SIGNAL_BASE = 128;

const SIGNALS = new Map<number, string>(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** Names the signal that a wrapper reported as an exit code. */
export function plainExit({ code, signal }: RawExit): Pick<ProcessExit, 'code' | 'signal'> {
  const hidden = code === null ? undefined : SIGNALS.get(code - SIGNAL_BASE);
  return hidden === undefined ? { code, signal } : { code: null, signal: hidden };
}

/**
 * Whether this end of a run's first process leaves no process of the run, so that none has to be looked for. The first process of
 * a namespace is gone only when the kernel has ended all others in it, and the wrapper waits for it; a wrapper that a signal
 * ended has not waited.
 */
export function provesEmptiness(tier: IsolationTier, { code }: RawExit): boolean {
  return tier === 'namespace' && code !== null;
}
