import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { type Profile } from '../tools/tool-adapter.js';
import { type ScanState } from './scan-state.js';
import { ScanEntity } from './scan.entity.js';
import { type Scan } from './scan.js';
import { ToolRunNotFoundError } from './scan.errors.js';
import { ScansRepository } from './scans.repository.js';
import { StateChangeRefusedError, statesBefore } from './state-table.js';
import { RETRYABLE_RUN_STATES, TOOL_RUN_TRANSITIONS, type ToolRunState } from './tool-run-state.js';
import { ToolRunEntity, toolRunFromRow } from './tool-run.entity.js';
import { type ToolRun } from './tool-run.js';

/** What may change together with a run's state. */
export type ToolRunChange = Partial<
  Pick<
    ToolRunEntity,
    | 'reason'
    | 'toolVersion'
    | 'argv'
    | 'exitCode'
    | 'signal'
    | 'startedAt'
    | 'finishedAt'
    | 'durationMs'
    | 'stdoutBytes'
    | 'stderrBytes'
    | 'droppedBytes'
    | 'observations'
    | 'artefactSha256'
    | 'artefactBytes'
    | 'token'
    | 'receipt'
  >
>;

/** The process of a run, as it must be known before its output is read. */
export interface StartedProcess {
  readonly pid: number;
  readonly startTime: string;
  readonly argv: readonly string[];
}

/** A process that an earlier server may have left behind. */
export interface LeftProcess {
  readonly runId: string;
  readonly token: string;
  readonly pid: number;
  readonly startTime: string;
}

/** A run about to be queued. `endpointKey` says what it examines, so that nothing is examined twice by one tool. */
export interface PlannedRun {
  readonly run: ToolRun;
  readonly endpointKey: string;
}

/** How many of a tool's last runs its expected duration is taken from. */
const HISTORY_LENGTH = 20;

/** Fields that a run loses when it is to start again. */
const FRESH = {
  reason: null,
  exitCode: null,
  signal: null,
  startedAt: null,
  finishedAt: null,
  durationMs: null,
  stdoutBytes: 0,
  stderrBytes: 0,
  droppedBytes: 0,
  observations: 0,
  artefactSha256: null,
  artefactBytes: null,
  token: null,
  pid: null,
  processStartTime: null,
  receipt: null,
} as const;

/** Writes tool runs; each change also refreshes the counts of its scan and is told to listeners. */
@Injectable()
export class ToolRunsRepository {
  constructor(
    private readonly database: Database,
    private readonly scans: ScansRepository,
  ) {}

  /**
   * Adds the runs that the scan does not have yet; returns those that wait for a slot. Runs beyond `budget` in the whole scan
   * are added as skipped, so that what was not examined can be seen.
   */
  async add(scanId: string, planned: readonly PlannedRun[], budget: number): Promise<readonly ToolRun[]> {
    if (planned.length === 0) return [];
    return this.database.write(async (manager) => {
      const present = await manager.find(ToolRunEntity, {
        where: { scanId },
        select: { tool: true, endpointKey: true },
      });
      const keys = new Set(present.map(({ tool, endpointKey }) => `${tool} ${endpointKey}`));
      const fresh = planned
        .filter(({ run, endpointKey }) => !keys.has(`${run.tool} ${endpointKey}`))
        .map(({ run, endpointKey }, position) => ({
          endpointKey,
          run: present.length + position < budget ? run : beyondBudget(run, budget),
        }));
      for (const { run, endpointKey } of fresh) {
        await manager.insert(ToolRunEntity, rowOf(run, endpointKey));
        await this.scans.record(manager, scanId, { type: 'run', data: run });
      }
      if (fresh.length > 0) await this.scans.refreshCounts(scanId);
      return fresh.map(({ run }) => run).filter(({ state }) => state === 'queued');
    });
  }

  /** @throws ToolRunNotFoundError */
  async get(id: string): Promise<ToolRun> {
    const row = await this.database.read((manager) => manager.findOneBy(ToolRunEntity, { id }));
    if (row === null) throw new ToolRunNotFoundError(id);
    return toolRunFromRow(row);
  }

  /** In the order they were queued. */
  async ofScan(scanId: string): Promise<readonly ToolRun[]> {
    const rows = await this.database.read((manager) =>
      manager.find(ToolRunEntity, { where: { scanId }, order: { id: 'ASC' } }),
    );
    return rows.map(toolRunFromRow);
  }

  /** Whether a tool run with this artefact is left, in any scan. */
  async usesArtefact(sha256: string): Promise<boolean> {
    return this.database.read((manager) => manager.existsBy(ToolRunEntity, { artefactSha256: sha256 }));
  }

  /** Moves a queued run to `running` and counts the attempt. @throws StateChangeRefusedError */
  async start(id: string, change: ToolRunChange): Promise<ToolRun> {
    return this.database.write(async (manager) => {
      await manager.increment(ToolRunEntity, { id }, 'attempt', 1);
      return this.move(id, 'running', change);
    });
  }

  /** Stores which process runs, before its output is read, so that a restarted server can end it. */
  async storeProcess(id: string, { pid, startTime, argv }: StartedProcess): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.update(ToolRunEntity, id, { pid, processStartTime: startTime, argv: [...argv] });
      const run = await reread(manager, id);
      await this.scans.record(manager, run.scanId, { type: 'run', data: run });
    });
  }

  /** Moves a run if the table allows it from its present state. @throws StateChangeRefusedError @throws ToolRunNotFoundError */
  async move(id: string, to: ToolRunState, change: ToolRunChange = {}): Promise<ToolRun> {
    return this.moveFrom(id, statesBefore(TOOL_RUN_TRANSITIONS, to), to, change);
  }

  /**
   * Ends all runs of a scan that are in one of these states, all or none, and counts once. A run that ended by itself
   * meanwhile keeps its own end.
   */
  async endAll(
    scanId: string,
    from: readonly ToolRunState[],
    to: 'cancelled' | 'failed',
    change: ToolRunChange,
  ): Promise<void> {
    await this.database.write(async (manager) => {
      const rows = await manager.find(ToolRunEntity, {
        where: { scanId, state: In([...from]) },
        order: { id: 'ASC' },
      });
      if (rows.length === 0) return;
      await manager.update(ToolRunEntity, { scanId, state: In([...from]) }, { state: to, ...change });
      for (const { id } of rows) {
        await this.scans.record(manager, scanId, { type: 'run', data: await reread(manager, id) });
      }
      await this.scans.refreshCounts(scanId);
    });
  }

  /** Puts a finished scan and these of its runs back into the queue, all or nothing. */
  async requeueWithScan(scanId: string, from: readonly ScanState[], runIds: readonly string[]): Promise<Scan> {
    return this.database.write(async () => {
      const scan = await this.scans.requeue(scanId, from);
      for (const id of runIds) await this.requeue(id, RETRYABLE_RUN_STATES);
      return scan;
    });
  }

  /** Cancels a scan with all of its runs that have not ended, or nothing of it. @throws StateChangeRefusedError */
  async cancelWithScan(scanId: string, finishedAt: string): Promise<void> {
    await this.database.write(async () => {
      await this.scans.move(scanId, 'cancelled', { reason: 'cancelled by the user', finishedAt });
      await this.endAll(scanId, ['queued'], 'cancelled', { reason: 'cancelled before it started', finishedAt });
      await this.endAll(scanId, ['running'], 'cancelled', { reason: 'cancelled by the user', finishedAt });
    });
  }

  /** Puts finished runs back into the queue for a retry. */
  async requeue(id: string, from: readonly ToolRunState[]): Promise<ToolRun> {
    return this.moveFrom(id, from, 'queued', FRESH);
  }

  /** Runs that were in progress when an earlier server ended. */
  async leftRunning(): Promise<readonly (ToolRun & { readonly process?: LeftProcess })[]> {
    const rows = await this.database.read((manager) =>
      manager.find(ToolRunEntity, { where: { state: 'running' }, order: { id: 'ASC' } }),
    );
    return rows.map((row) => ({
      ...toolRunFromRow(row),
      ...(row.token === null
        ? {}
        : { process: { runId: row.id, token: row.token, pid: row.pid ?? 0, startTime: row.processStartTime ?? '' } }),
    }));
  }

  /** Durations of a tool's last runs in scans of one profile that ended by themselves, newest first, milliseconds. */
  async lastDurations(tool: string, profile: Profile): Promise<readonly number[]> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ToolRunEntity, 'run')
        .innerJoin(ScanEntity, 'scan', 'scan.id = run.scanId AND scan.profile = :profile', { profile })
        .select('run.durationMs', 'durationMs')
        .where('run.tool = :tool AND run.state IN (:...states)', { tool, states: ['succeeded', 'partial'] })
        .orderBy('run.id', 'DESC')
        .limit(HISTORY_LENGTH)
        .getRawMany<{ durationMs: number | null }>(),
    );
    return rows.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
  }

  private async moveFrom(
    id: string,
    from: readonly ToolRunState[],
    to: ToolRunState,
    change: Readonly<Partial<ToolRunEntity>>,
  ): Promise<ToolRun> {
    return this.database.write(async (manager) => {
      const { affected } = await manager.update(ToolRunEntity, { id, state: In([...from]) }, { state: to, ...change });
      const run = await reread(manager, id);
      if (affected === 0) throw new StateChangeRefusedError('tool run', run.state, to);
      await this.scans.record(manager, run.scanId, { type: 'run', data: run });
      await this.scans.refreshCounts(run.scanId);
      return run;
    });
  }
}

async function reread(manager: EntityManager, id: string): Promise<ToolRun> {
  const row = await manager.findOneBy(ToolRunEntity, { id });
  if (row === null) throw new ToolRunNotFoundError(id);
  return toolRunFromRow(row);
}

function beyondBudget(run: ToolRun, budget: number): ToolRun {
  const reason = `the scan has used up its budget of ${budget} tool runs (MAX_TOOL_RUNS_PER_SCAN)`;
  return { ...run, state: 'skipped', reason };
}

function rowOf(run: ToolRun, endpointKey: string): ToolRunEntity {
  return {
    ...FRESH,
    id: run.id,
    scanId: run.scanId,
    tool: run.tool,
    toolVersion: null,
    endpoint: run.endpoint,
    endpointKey,
    foundBy: run.foundBy ?? null,
    state: run.state,
    reason: run.reason ?? null,
    attempt: run.attempt,
    expectedMs: run.expectedMs,
    argv: null,
    queuedAt: run.queuedAt,
  };
}
