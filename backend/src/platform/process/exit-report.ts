import { constants } from 'node:os';
import { type ProcessExit } from './command-spec.js';

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
