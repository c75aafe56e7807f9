import { type Scan } from '../api/generated/model/scan';

/** How long a scan has run, milliseconds; 0 while it waits. */
export function elapsedMs({ startedAt, finishedAt }: Scan, now: number): number {
  if (startedAt === undefined) return 0;
  const end = finishedAt === undefined ? now : Date.parse(finishedAt);
  return Math.max(0, end - Date.parse(startedAt));
}
