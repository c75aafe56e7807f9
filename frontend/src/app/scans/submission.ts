import { type NewScan } from '../api/generated/model/newScan';
import { type Scan } from '../api/generated/model/scan';

/** One wish for a scan. However often it is sent, the server starts one scan for its key. */
export interface Submission {
  readonly key: string;
  readonly scan: NewScan;
}

/** A new wish; the one before, if it was the same and never came through. */
export function submissionOf(scan: NewScan, failed?: Submission): Submission {
  if (failed !== undefined && JSON.stringify(failed.scan) === JSON.stringify(scan)) return failed;
  return { key: newKey(), scan };
}

const PREFIX = 'submitted-';
const NO_RUNS = {
  queued: 0,
  running: 0,
  succeeded: 0,
  partial: 0,
  failed: 0,
  timed_out: 0,
  cancelled: 0,
  skipped: 0,
  cached: 0,
  imported: 0,
};
const NO_FINDINGS = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

/** What a submission will become, to be shown until the server has answered. */
export function expectedScan({ key, scan }: Submission, now: number): Scan {
  return {
    id: PREFIX + key,
    targetId: '',
    target: scan.target ?? '',
    targetKind: 'host',
    practice: scan.practiceTarget === true,
    fresh: scan.fresh === true,
    profile: scan.profile ?? 'standard',
    tools: scan.tools ?? [],
    state: 'queued',
    createdAt: new Date(now).toISOString(),
    runs: NO_RUNS,
    findings: NO_FINDINGS,
    eventSequence: 0,
  };
}

/** Whether the server has not confirmed it yet: it has no page, and nothing can be done with it. */
export function isExpected({ id }: Pick<Scan, 'id'>): boolean {
  return id.startsWith(PREFIX);
}

/** Not `randomUUID`, which browsers offer over HTTPS and on this machine only. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
