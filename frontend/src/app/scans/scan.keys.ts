/** Keys of everything that is known of scans; a key's beginning stands for all below it. */
export const scanKeys = {
  all: ['scans'] as const,
  lists: ['scans', 'list'] as const,
  list: (state: string | undefined) => [...scanKeys.lists, state ?? 'any'] as const,
  snapshot: (id: string) => ['scans', 'snapshot', id] as const,
  log: (runId: string) => ['scans', 'log', runId] as const,
};
