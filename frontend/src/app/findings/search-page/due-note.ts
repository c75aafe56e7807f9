const DAY_MS = 86_400_000;

/** When a finding has to be dealt with, in words; `late` when that is over. */
export function dueNote(
  dueAt: string | undefined,
  now = Date.now(),
): { readonly text: string; readonly late: boolean } | undefined {
  if (dueAt === undefined) return undefined;
  const days = Math.floor((Date.parse(dueAt) - now) / DAY_MS);
  if (days < -1) return { text: `${-days - 1} days overdue`, late: true };
  if (days < 0) return { text: 'overdue', late: true };
  if (days === 0) return { text: 'due within a day', late: false };
  return { text: days === 1 ? 'due in 1 day' : `due in ${days} days`, late: false };
}
