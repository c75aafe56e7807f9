import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { type Profile } from '../tools/tool-adapter.js';
import { type ReplayNote } from './scan-event.js';
import { ScanEntity } from './scan.entity.js';
import { ToolRunNotFoundError } from './scan.errors.js';
import { ScansRepository } from './scans.repository.js';
import { StateChangeRefusedError, statesBefore } from './state-table.js';
import { TOOL_RUN_TRANSITIONS, type ToolRunState } from './tool-run-state.js';
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
    | 'cachedFrom'
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
  interruptions: 0,
  cachedFrom: null,
} as const;

/** Writes tool runs; each change also refreshes the counts of its scan and is told to listeners. */
@Injectable()
export class ToolRunsRepository {
  constructor(
    private readonly database: Database,
    private readonly scans: ScansRepository,
  ) {}

  /**
   * Adds the runs that the scan does not have yet and returns them. Runs beyond `budget` in the whole scan are added as
   * skipped, so that what was not examined can be seen.
   */
  async add(scanId: string, planned: readonly PlannedRun[], budget: number): Promise<readonly ToolRun[]> {
    if (planned.length === 0) return [];
    return this.database.write(async (manager) => {
      const count = await manager.countBy(ToolRunEntity, { scanId });
      const present = await this.presentAmong(manager, scanId, planned);
      const fresh = planned
        .filter((plan) => !present.has(identityOf(plan)))
        .map(({ run, endpointKey }, position) => ({
          endpointKey,
          run: count + position < budget ? run : beyondBudget(run, budget),
        }));
      for (const { run, endpointKey } of fresh) {
        await manager.insert(ToolRunEntity, rowOf(run, endpointKey));
        await this.scans.record(manager, scanId, { type: 'run', data: run });
      }
      if (fresh.length > 0) await this.scans.refreshCounts(scanId);
      return fresh.map(({ run }) => run);
    });
  }

  private async presentAmong(
    manager: EntityManager,
    scanId: string,
    planned: readonly PlannedRun[],
  ): Promise<ReadonlySet<string>> {
    const rows = await manager.find(ToolRunEntity, {
      where: { scanId, endpointKey: In([...new Set(planned.map(({ endpointKey }) => endpointKey))]) },
      select: { tool: true, endpointKey: true },
    });
    return new Set(rows.map(({ tool, endpointKey }) => `${tool} ${endpointKey}`));
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
   * Ends all runs of a scan that are in one of these states, all or none, counts once and returns them. A run that ended by
   * itself meanwhile keeps its own end.
   */
  async endAll(
    scanId: string,
    from: readonly ToolRunState[],
    to: 'cancelled' | 'failed',
    change: ToolRunChange,
  ): Promise<readonly ToolRun[]> {
    return this.database.write(async (manager) => {
      const rows = await manager.find(ToolRunEntity, {
        where: { scanId, state: In([...from]) },
        order: { id: 'ASC' },
      });
      if (rows.length === 0) return [];
      await manager.update(ToolRunEntity, { scanId, state: In([...from]) }, { state: to, ...change });
      const ended = rows.map((row) => toolRunFromRow(Object.assign(row, { state: to }, change)));
      for (const run of ended) await this.scans.record(manager, scanId, { type: 'run', data: run });
      await this.scans.refreshCounts(scanId);
      return ended;
    });
  }

  /** Puts a run back into the queue as if it had never run; its attempts stay counted. */
  async requeue(id: string, from: readonly ToolRunState[], interruptions: number): Promise<void> {
    await this.moveFrom(id, from, 'queued', { ...FRESH, interruptions });
  }

  /** Stores that the output of a finished run was read again, and how many observations that brought. */
  async storeReplay(note: ReplayNote): Promise<ToolRun> {
    return this.database.write(async (manager) => {
      await manager.update(ToolRunEntity, note.runId, { observations: note.after });
      const run = await reread(manager, note.runId);
      await this.scans.record(manager, run.scanId, { type: 'run', data: run });
      await this.scans.record(manager, run.scanId, { type: 'replay', data: note });
      return run;
    });
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

function identityOf({ run, endpointKey }: PlannedRun): string {
  return `${run.tool} ${endpointKey}`;
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
    interruptions: run.interruptions,
    expectedMs: run.expectedMs,
    argv: null,
    queuedAt: run.queuedAt,
  };
}
