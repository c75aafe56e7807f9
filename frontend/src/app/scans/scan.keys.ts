import { type ScanState } from '../api/generated/model/scanState';

/** Keys of everything that is known of scans; a key's beginning stands for all below it. */
export const scanKeys = {
  all: ['scans'] as const,
  lists: ['scans', 'list'] as const,
  list: (state: ScanState | undefined) => [...scanKeys.lists, state ?? 'any'] as const,
  snapshot: (id: string) => ['scans', 'snapshot', id] as const,
  log: (runId: string) => ['scans', 'log', runId] as const,
  replay: (runId: string) => ['scans', 'replay', runId] as const,
};

/** The state to which the list with this key is limited. */
export function listedState(key: readonly unknown[]): ScanState | undefined {
  const state = key[scanKeys.lists.length];
  return state === 'any' ? undefined : (state as ScanState);
}
