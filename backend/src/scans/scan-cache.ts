import { type CacheRegion } from '../cache/cache-region.js';
import { type CachedRoute } from '../cache/cached.decorator.js';
import { FINDINGS_TAG } from '../findings/finding-cache.js';

/** Changes with every change of any scan. */
const ALL_SCANS = 'scans';

function tagOf(scanId: string): string {
  return `scan:${scanId}`;
}

/** What is no longer true once a scan, a run of it or its findings have changed. */
export function tagsOfChange(scanId: string): readonly string[] {
  return [tagOf(scanId), ALL_SCANS, FINDINGS_TAG];
}

/** The scan itself, its runs and coverage: what people come back to when it has finished. */
export const SCAN_RESULTS: CachedRoute = {
  region: 'scan-results',
  ttl: 'scanResultsTtlMs',
  tagsOf: ({ id = '' }) => [tagOf(id)],
};

/** How things stand with the findings of a scan changes with later scans. */
export const SCAN_FINDINGS: CachedRoute = {
  region: 'scan-findings',
  ttl: 'scanResultsTtlMs',
  tagsOf: ({ id = '' }) => [tagOf(id), FINDINGS_TAG],
};

/** Two scans side by side; how their findings stand changes with others. */
export const SCAN_DIFF: CachedRoute = {
  region: 'scan-diff',
  ttl: 'scanResultsTtlMs',
  tagsOf: () => [ALL_SCANS, FINDINGS_TAG],
};

export const SCAN_LIST: CachedRoute = { region: 'scan-list', ttl: 'ttlMs', tagsOf: () => [ALL_SCANS] };

/** A run is named by its own id, which does not tell its scan. */
export const RUN_DETAIL: CachedRoute = { region: 'run', ttl: 'ttlMs', tagsOf: () => [ALL_SCANS] };

/** A run whose output stands for the same run a little later. */
export interface KnownOutput {
  readonly runId: string;
  readonly scanId: string;
}

/** @param ttlMs how long an output stands for a new run */
export function toolOutputRegion(ttlMs: number): CacheRegion<string, KnownOutput> {
  return {
    name: 'tool-output',
    ttlMs,
    reach: 'here', // the output lies in the files of this machine
    keyOf: (question) => question,
    tagsOf: (_, { scanId }) => [outputTagOf(scanId)],
  };
}

/** The outputs of a scan are gone: it was deleted, or some of it is run again. */
export function outputTagOf(scanId: string): string {
  return `outputs:${scanId}`;
}
