import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Observable } from 'rxjs';
import { v7 as uuid } from 'uuid';
import { NO_FINDINGS } from '../findings/severity.js';
import { Clock } from '../platform/clock.js';
import { type Page } from '../platform/http/page.js';
import { RunLedger } from './run-ledger.js';
import { type ScanNews } from './scan-event.js';
import { type ProgressMessage, ScanProgress } from './scan-progress.js';
import { ScanFindings } from './scan-findings.js';
import { type ScanFilter, ScanListView } from './scan-list.view.js';
import { ScanAdmission } from './scan-admission.js';
import { ScanQueue } from './scan-queue.js';
import { type ScanRequest } from './scan-request.js';
import { ScanRunner } from './scan-runner.js';
import { FINISHED_SCAN_STATES, isFinished, RETRYABLE_SCAN_STATES } from './scan-state.js';
import {
  NothingToRetryError,
  RequestKeyInvalidError,
  RequestKeyReusedError,
  ScanStillRunningError,
} from './scan.errors.js';
import { NO_RUNS, type Scan } from './scan.js';
import { type RequestKey, ScansRepository } from './scans.repository.js';
import { StateChangeRefusedError } from './state-table.js';
import { RETRYABLE_RUN_STATES } from './tool-run-state.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type ToolRun } from './tool-run.js';
import { UnusedArtefacts } from './unused-artefacts.js';

const REQUEST_KEY = /^[!-~]{1,200}$/;

/** What users do with scans. */
@Injectable()
export class ScansService {
  constructor(
    private readonly scans: ScansRepository,
    private readonly runs: ToolRunsRepository,
    private readonly view: ScanListView,
    private readonly admission: ScanAdmission,
    private readonly queue: ScanQueue,
    private readonly runner: ScanRunner,
    private readonly progress: ScanProgress,
    private readonly ledger: RunLedger,
    private readonly findings: ScanFindings,
    private readonly artefacts: UnusedArtefacts,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a scan and queues it. The same key with the same request gives the scan that is there already.
   * @throws TargetInvalidError @throws TargetNotResolvedError @throws TargetOutOfScopeError
   * @throws AuthorisationMissingError @throws ToolNotUsableError @throws RequestKeyReusedError
   * @throws RequestKeyInvalidError
   */
  async start(request: ScanRequest, key: string | undefined): Promise<Scan> {
    if (key !== undefined && !REQUEST_KEY.test(key)) throw new RequestKeyInvalidError();
    const requestKey = key === undefined ? undefined : { key, digest: digestOf(request) };
    const earlier = requestKey === undefined ? undefined : await this.earlierScan(requestKey);
    if (earlier !== undefined) return earlier;

    const admitted = await this.admission.admit(request);
    const scan: Scan = {
      ...admitted,
      id: uuid(),
      profile: request.profile,
      fresh: request.fresh,
      state: 'queued',
      createdAt: this.clock.now().toISOString(),
      runs: NO_RUNS,
      findings: NO_FINDINGS,
      eventSequence: 0,
    };
    return this.store(scan, requestKey);
  }

  list(filter: ScanFilter): Promise<Page<Scan>> {
    return this.view.page(filter);
  }

  /** @throws ScanNotFoundError */
  get(id: string): Promise<Scan> {
    return this.scans.get(id);
  }

  /** Ends a scan in whatever state it is. @throws ScanNotFoundError @throws StateChangeRefusedError when it has ended */
  async cancel(id: string): Promise<Scan> {
    const scan = await this.scans.get(id);
    if (scan.state === 'cancelling') return scan;
    if (scan.state !== 'queued') return this.cancelRunning(id);
    try {
      await this.runner.finishCancelled(id);
    } catch (error) {
      if (!(error instanceof StateChangeRefusedError)) throw error;
      return this.cancelRunning(id); // its turn came while we looked
    }
    return this.scans.get(id);
  }

  /** Queues a finished scan again, with those of its runs that did not succeed. @throws NothingToRetryError */
  async retry(id: string): Promise<Scan> {
    const scan = await this.scans.get(id);
    if (!isFinished(scan.state)) throw new StateChangeRefusedError('scan', scan.state, 'queued');
    const runs = await this.runs.ofScan(id);
    const again = runs.filter(({ state }) => RETRYABLE_RUN_STATES.includes(state));
    if (again.length === 0 && runs.length > 0) throw new NothingToRetryError(id);

    const queued = await this.ledger.retry(id, [...RETRYABLE_SCAN_STATES, 'completed'], again);
    await this.artefacts.removeThoseOf(again);
    this.queue.enqueue(id);
    return queued;
  }

  /** Deletes a finished scan with everything that hangs on it. @throws ScanNotFoundError @throws ScanStillRunningError */
  async remove(id: string): Promise<void> {
    const scan = await this.scans.get(id);
    if (!isFinished(scan.state)) throw new ScanStillRunningError(id);
    const runs = await this.runs.ofScan(id);
    if (!(await this.findings.remove(id, FINISHED_SCAN_STATES))) {
      await this.scans.get(id); // deleted by another meanwhile
      throw new ScanStillRunningError(id); // or asked for again
    }
    await this.artefacts.removeThoseOf(runs);
  }

  /** @throws ScanNotFoundError */
  async runsOf(id: string): Promise<readonly ToolRun[]> {
    await this.scans.get(id);
    return this.runs.ofScan(id);
  }

  /** @throws ToolRunNotFoundError */
  runOf(runId: string): Promise<ToolRun> {
    return this.runs.get(runId);
  }

  /** Everything that happens after the event with number `after`. @throws ScanNotFoundError */
  async follow(id: string, after: number): Promise<Observable<ProgressMessage>> {
    await this.scans.get(id);
    return this.progress.follow(id, after);
  }

  /** What happens in all scans from now on. */
  followAll(): Observable<ScanNews> {
    return this.progress.followAll();
  }

  private async store(scan: Scan, requestKey: RequestKey | undefined): Promise<Scan> {
    try {
      await this.scans.add(scan, requestKey);
    } catch (error) {
      const winner = requestKey === undefined ? undefined : await this.earlierScan(requestKey);
      if (winner === undefined) throw error;
      return winner; // the same request came twice at once, and the other one was first
    }
    this.queue.enqueue(scan.id);
    return this.scans.get(scan.id);
  }

  private async earlierScan({ key, digest }: RequestKey): Promise<Scan | undefined> {
    const earlier = await this.scans.findByRequestKey(key);
    if (earlier === undefined) return undefined;
    if (earlier.digest !== digest) throw new RequestKeyReusedError();
    return earlier.scan;
  }

  private async cancelRunning(id: string): Promise<Scan> {
    try {
      const scan = await this.scans.move(id, 'cancelling', { reason: 'ending its tool runs' });
      if (!this.queue.cancel(id)) await this.runner.finishCancelled(id);
      return scan;
    } catch (error) {
      const scan = await this.scans.get(id);
      if (error instanceof StateChangeRefusedError && scan.state === 'cancelling') return scan; // asked for twice
      throw error;
    }
  }
}

function digestOf(request: ScanRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
