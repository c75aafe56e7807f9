import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Cache } from '../cache/cache.js';
import { addCounts, SEVERITIES, type SeverityCounts } from '../findings/severity.js';
import { Database } from '../platform/database/database.js';
import { EventBus } from '../platform/events/event-bus.js';
import { tagsOfChange } from './scan-cache.js';
import { ScanEventEntity } from './scan-event.entity.js';
import { type PassingScanEvent, type ScanEvent, topicOf } from './scan-event.js';
import { SCAN_TRANSITIONS, type ScanState } from './scan-state.js';
import { ScanEntity, scanFromRow } from './scan.entity.js';
import { ScanNotFoundError } from './scan.errors.js';
import { type CoverageRegression, NO_RUNS, type RunCounts, type Scan, type ScanTiming } from './scan.js';
import { StateChangeRefusedError, statesBefore } from './state-table.js';
import { ToolRunEntity } from './tool-run.entity.js';

/** The client's word that two requests are one. */
export interface RequestKey {
  readonly key: string;
  readonly digest: string;
}

/** What may change together with a scan's state. `null` empties a field. */
export interface ScanChange {
  readonly reason?: string | null;
  readonly startedAt?: string;
  readonly finishedAt?: string | null;
  readonly timing?: ScanTiming | null;
  readonly coverageRegression?: null;
}

/** Writes scans and their history; a change and its event are stored together and published after the commit. */
@Injectable()
export class ScansRepository {
  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly cache: Cache,
  ) {}

  async add(scan: Scan, request?: RequestKey): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.insert(ScanEntity, {
        ...scan,
        profile: scan.profile ?? '',
        tools: [...scan.tools],
        ports: scan.ports === undefined ? null : [...scan.ports],
        runCounts: scan.runs,
        findingCounts: scan.findings,
        timing: null,
        coverageRegression: null,
        eventSequence: 0,
        requestKey: request?.key ?? null,
        requestDigest: request?.digest ?? null,
      });
      await this.record(manager, scan.id, { type: 'scan', data: scan });
    });
  }

  async find(id: string): Promise<Scan | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(ScanEntity, { id }));
    return row === null ? undefined : scanFromRow(row);
  }

  /** @throws ScanNotFoundError */
  async get(id: string): Promise<Scan> {
    const scan = await this.find(id);
    if (scan === undefined) throw new ScanNotFoundError(id);
    return scan;
  }

  async findByRequestKey(key: string): Promise<{ scan: Scan; digest: string } | undefined> {
    const row = await this.database.read((manager) => manager.findOneBy(ScanEntity, { requestKey: key }));
    return row === null ? undefined : { scan: scanFromRow(row), digest: row.requestDigest ?? '' };
  }

  /** Oldest first. */
  async inStates(states: readonly ScanState[]): Promise<readonly Scan[]> {
    const rows = await this.database.read((manager) =>
      manager.find(ScanEntity, { where: { state: In([...states]) }, order: { id: 'ASC' } }),
    );
    return rows.map(scanFromRow);
  }

  /**
   * Moves a scan to another state if the table allows it from the state it is in now.
   * @param follow what follows from the move, in its transaction; done before the move is told, for who hears of the end of a
   *   scan listens no longer
   * @throws StateChangeRefusedError @throws ScanNotFoundError
   */
  async move(
    id: string,
    to: ScanState,
    change: ScanChange = {},
    follow?: (moved: Scan) => Promise<void>,
  ): Promise<Scan> {
    return this.moveFrom(id, statesBefore(SCAN_TRANSITIONS, to), to, change, follow);
  }

  /** Puts a finished scan back into the queue: the one way out of a terminal state. */
  async requeue(id: string, from: readonly ScanState[]): Promise<Scan> {
    return this.moveFrom(id, from, 'queued', {
      reason: null,
      finishedAt: null,
      timing: null,
      coverageRegression: null,
    });
  }

  /** Adds to the counts of a scan's findings and tells that they changed. Says nothing when nothing changed. */
  async changeFindings(id: string, change: SeverityCounts): Promise<void> {
    if (SEVERITIES.every((severity) => change[severity] === 0)) return;
    await this.database.write(async (manager) => {
      const { findings: before } = await this.reread(manager, id);
      const findings = addCounts(before, change);
      await manager.update(ScanEntity, id, { findingCounts: findings });
      await this.record(manager, id, { type: 'findings', data: findings });
    });
  }

  /** Stores and tells that a scan has checked less than the one before. */
  async storeRegression(id: string, coverageRegression: CoverageRegression): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.update(ScanEntity, id, { coverageRegression });
      await this.record(manager, id, { type: 'coverage.regressed', data: { scanId: id, ...coverageRegression } });
    });
  }

  /** Counts the runs of a scan anew, stores the counts and tells that they changed. */
  async refreshCounts(id: string): Promise<void> {
    await this.database.write(async (manager) => {
      const runCounts = await countRuns(manager, id);
      await manager.update(ScanEntity, id, { runCounts });
      await this.record(manager, id, { type: 'scan', data: await this.reread(manager, id) });
    });
  }

  /** Stores that something happened and tells it after the commit. Must be called inside `database.write`. */
  async record(manager: EntityManager, scanId: string, event: ScanEvent): Promise<void> {
    this.forget(scanId);
    await manager.increment(ScanEntity, { id: scanId }, 'eventSequence', 1);
    const row = await manager.findOne(ScanEntity, { where: { id: scanId }, select: { eventSequence: true } });
    if (row === null) return; // deleted meanwhile: nobody listens any more
    const sequence = row.eventSequence;
    await manager.insert(ScanEventEntity, { scanId, sequence, type: event.type, data: event.data as object });
    this.database.afterCommit(() => this.events.publish({ topic: topicOf(scanId), sequence, ...event }));
  }

  /** Deletes a scan if it is in one of these states. Returns whether it was. */
  async remove(id: string, states: readonly ScanState[]): Promise<boolean> {
    return this.database.write(async (manager) => {
      this.forget(id);
      const { affected } = await manager.delete(ScanEntity, { id, state: In([...states]) });
      if (affected !== 1) return false;
      const event: PassingScanEvent = { type: 'removed', data: { scanId: id } };
      this.database.afterCommit(() => this.events.publish({ topic: topicOf(id), ...event }));
      return true;
    });
  }

  /**
   * Ends what is cached of a scan as soon as the transaction is committed, before whoever asked for the change hears of it.
   * Must be called inside `database.write`.
   */
  forget(scanId: string): void {
    this.database.afterCommit(() => void this.cache.invalidate(tagsOfChange(scanId)));
  }

  private async moveFrom(
    id: string,
    from: readonly ScanState[],
    to: ScanState,
    change: ScanChange,
    follow?: (moved: Scan) => Promise<void>,
  ): Promise<Scan> {
    return this.database.write(async (manager) => {
      const { affected } = await manager.update(ScanEntity, { id, state: In([...from]) }, { state: to, ...change });
      const moved = await this.reread(manager, id);
      if (affected === 0) throw new StateChangeRefusedError('scan', moved.state, to);
      await follow?.(moved);
      const scan = follow === undefined ? moved : await this.reread(manager, id);
      await this.record(manager, id, { type: 'scan', data: scan });
      return scan;
    });
  }

  private async reread(manager: EntityManager, id: string): Promise<Scan> {
    const row = await manager.findOneBy(ScanEntity, { id });
    if (row === null) throw new ScanNotFoundError(id);
    return scanFromRow(row);
  }
}

async function countRuns(manager: EntityManager, scanId: string): Promise<RunCounts> {
  const rows = await manager
    .createQueryBuilder(ToolRunEntity, 'run')
    .select('run.state', 'state')
    .addSelect('COUNT(*)', 'count')
    .where('run.scanId = :scanId', { scanId })
    .groupBy('run.state')
    .getRawMany<{ state: string; count: number | string }>();
  return { ...NO_RUNS, ...Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)])) };
}
