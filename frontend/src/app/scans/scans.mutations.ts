import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { mutationOptions, QueryClient } from '@tanstack/angular-query-experimental';
import { type Replay } from '../api/generated/model/replay';
import { scansCancel, scansRemove, scansRetry, scansStart } from '../api/generated/scans/scans';
import { replayApply } from '../api/generated/tool-runs/tool-runs';
import { isUnreached } from '../api/problem';
import { findingKeys } from '../findings/finding.keys';
import { RememberedName } from '../ui/remembered-name';
import { KnownScans } from './known-scans';
import { scanKeys } from './scan.keys';
import { expectedScan, type Submission } from './submission';

/** What changes scans. Each change is shown before the server has confirmed it, and taken back when the server refuses it. */
@Injectable({ providedIn: 'root' })
export class ScansMutations {
  private readonly http = inject(HttpClient);
  private readonly client = inject(QueryClient);
  private readonly known = inject(KnownScans);
  private readonly name = inject(RememberedName);

  start() {
    return mutationOptions({
      mutationFn: ({ scan, key }: Submission) => scansStart(this.http, scan, { 'Idempotency-Key': key }),
      retry: (failures, error) => failures < 2 && isUnreached(error), // the key makes it safe
      onMutate: async (submission) => {
        await this.known.stopAsking();
        const expected = expectedScan(submission, Date.now());
        this.known.put(expected);
        return expected;
      },
      onSuccess: (scan) => this.known.put(scan),
      onSettled: (_scan, _error, _submission, expected) => expected && this.known.forget(expected.id),
    });
  }

  cancel() {
    return mutationOptions({
      mutationFn: (id: string) => scansCancel(this.http, id),
      onMutate: async (id) => {
        await this.known.stopAsking(id);
        return this.known.change(id, { state: 'cancelling' });
      },
      onSuccess: (scan) => this.known.put(scan),
      onError: (_error, id, takeBack) => {
        takeBack?.();
        return this.readAgain(id); // it may have ended meanwhile
      },
    });
  }

  retry() {
    return mutationOptions({
      mutationFn: (id: string) => scansRetry(this.http, id),
      // the runs that start again are read anew before events are followed: they may have changed before the answer
      onSuccess: async (scan) => {
        await this.client.invalidateQueries({ queryKey: scanKeys.snapshot(scan.id) });
        this.known.put(scan);
      },
    });
  }

  remove() {
    return mutationOptions({
      mutationFn: (id: string) => scansRemove(this.http, id),
      onMutate: async (id) => {
        await this.known.stopAsking();
        return this.known.hide(id);
      },
      onSuccess: (_nothing, id) => this.known.forget(id),
      onError: (_error, id, putBack) => {
        putBack?.();
        return this.readAgain(id);
      },
    });
  }

  /** Applies what a preview has shown. A finding belongs to many scans: all of them are read anew. */
  applyReplay() {
    return mutationOptions({
      mutationFn: ({ runId, previewDigest }: Pick<Replay, 'runId' | 'previewDigest'>) => {
        const by = this.name.read().trim();
        return replayApply(this.http, runId, { previewDigest, ...(by === '' ? {} : { by }) });
      },
      onSuccess: async ({ scanId }) => {
        await Promise.all([
          this.client.invalidateQueries({ queryKey: findingKeys.all }),
          this.client.invalidateQueries({ queryKey: scanKeys.snapshot(scanId) }),
          this.known.askAgain(),
        ]);
      },
    });
  }

  private async readAgain(id: string): Promise<void> {
    await Promise.all([
      this.known.askAgain(),
      this.client.invalidateQueries({ queryKey: scanKeys.snapshot(id) }, { cancelRefetch: false }),
    ]);
  }
}
