import { type Scan } from '../../api/generated/model/scan';
import { type Profile } from '../new-scan';

/** Median wall time of finished scans by profile, milliseconds; a profile that never finished is absent. */
export type TypicalDurations = Readonly<Partial<Record<Profile, number>>>;

export function typicalDurations(scans: readonly Scan[]): TypicalDurations {
  const measured = new Map<Profile, number[]>();
  for (const { profile, timing } of scans) {
    if (profile !== undefined && timing !== undefined)
      measured.set(profile, [...(measured.get(profile) ?? []), timing.wallMs]);
  }
  return Object.fromEntries([...measured].map(([profile, times]) => [profile, medianOf(times)]));
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((first, second) => first - second);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
