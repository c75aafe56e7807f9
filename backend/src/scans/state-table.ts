import { DomainError } from '../platform/errors/domain-error.js';

/** Which states may follow each state. A state with no followers is terminal. */
export type StateTable<State extends string> = Readonly<Record<State, readonly State[]>>;

/** Thrown when something asks for a change that the table does not allow, e.g. to cancel a finished scan. */
export class StateChangeRefusedError extends DomainError {
  readonly code = 'state.change-refused';
  readonly kind = 'conflict';

  constructor(what: string, from: string, to: string) {
    super(`The ${what} is ${from.replace('_', ' ')} and cannot become ${to.replace('_', ' ')}.`);
  }
}

/**
 * Checks that every state can be reached from `initial` and that every state that is not terminal has a way to a terminal
 * one, so that nothing can stay running for ever. @throws Error at boot, naming the states that break the rule.
 */
export function validateStateTable<State extends string>(table: StateTable<State>, initial: State): void {
  const states = Object.keys(table) as State[];
  const unreachable = states.filter((state) => !reachableFrom(table, initial).has(state));
  const endless = states.filter((state) => ![...reachableFrom(table, state)].some((end) => table[end].length === 0));
  if (unreachable.length > 0) throw new Error(`State table: no way leads to ${unreachable.join(', ')}`);
  if (endless.length > 0) throw new Error(`State table: no way out of ${endless.join(', ')}`);
}

export function mayFollow<State extends string>(table: StateTable<State>, from: State, to: State): boolean {
  return table[from].includes(to);
}

export function isTerminal<State extends string>(table: StateTable<State>, state: State): boolean {
  return table[state].length === 0;
}

/** The states from which `to` may be reached in one step; for updates that must not overwrite a newer state. */
export function statesBefore<State extends string>(table: StateTable<State>, to: State): readonly State[] {
  return (Object.keys(table) as State[]).filter((from) => table[from].includes(to));
}

function reachableFrom<State extends string>(table: StateTable<State>, start: State): Set<State> {
  const seen = new Set<State>([start]);
  for (const state of seen) for (const next of table[state]) seen.add(next);
  return seen;
}
