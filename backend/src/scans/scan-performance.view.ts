import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { PerformanceBoard, type ScanFigures, type ToolFigures } from '../performance/performance-board.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { quantileOf } from '../platform/metrics/duration-samples.js';
import { ScanQueue } from './scan-queue.js';
import { ScanEntity } from './scan.entity.js';
import { type ToolRunState } from './tool-run-state.js';
import { ToolRunEntity } from './tool-run.entity.js';

const LAST_SCANS = 20;
/** How many of a tool's latest runs its durations are taken from. */
const LAST_RUNS = 200;
const REALLY_RAN = ['succeeded', 'partial'];
const FAILURES: readonly ToolRunState[] = ['partial', 'failed', 'timed_out', 'cancelled'];
const UNENDED: readonly ToolRunState[] = ['queued', 'running', 'skipped'];

/** What scans and tool runs say of their own performance, out of what is stored. */
@Injectable()
export class ScanPerformanceView implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly board: PerformanceBoard,
    private readonly queue: ScanQueue,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.board.contribute({
      queue: () => this.queueFigures(),
      tools: () => this.tools(),
      scans: () => this.lastScans(),
    });
  }

  async tools(): Promise<readonly ToolFigures[]> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ToolRunEntity, 'run')
        .select('run.tool', 'tool')
        .addSelect('run.state', 'state')
        .addSelect('COUNT(*)', 'count')
        .groupBy('run.tool')
        .addGroupBy('run.state')
        .getRawMany<{ tool: string; state: ToolRunState; count: number | string }>(),
    );
    const tools = [...new Set(rows.map(({ tool }) => tool))].sort();
    return Promise.all(
      tools.map(async (tool) => {
        const countOf = (wanted: (state: ToolRunState) => boolean): number =>
          rows
            .filter((row) => row.tool === tool && wanted(row.state))
            .reduce((sum, { count }) => sum + Number(count), 0);
        const cached = countOf((state) => state === 'cached');
        const results = cached + countOf((state) => REALLY_RAN.includes(state));
        return {
          tool,
          runs: countOf((state) => !UNENDED.includes(state)),
          failures: countOf((state) => FAILURES.includes(state)),
          cached,
          cacheShare: results === 0 ? 0 : cached / results,
          ...(await this.durationsOf(tool)),
        };
      }),
    );
  }

  async lastScans(): Promise<readonly ScanFigures[]> {
    const rows = await this.database.read((manager) =>
      manager.find(ScanEntity, {
        where: { timing: Not(IsNull()) },
        select: { id: true, finishedAt: true, timing: true },
        order: { id: 'DESC' },
        take: LAST_SCANS,
      }),
    );
    return rows.flatMap(({ id, finishedAt, timing }) => {
      if (timing === null || finishedAt === null) return [];
      const { slots, wallMs, sequentialMs, lowerBoundMs, speedUp } = timing;
      return [{ scanId: id, finishedAt, slots, wallMs, sequentialMs, lowerBoundMs, speedUp }];
    });
  }

  private async queueFigures() {
    const { waiting, running } = this.queue.depth();
    const { values } = await this.metrics.activeRuns.get();
    return { waitingScans: waiting, runningScans: running, runningToolRuns: values[0]?.value ?? 0 };
  }

  private async durationsOf(tool: string): Promise<Pick<ToolFigures, 'p50Ms' | 'p95Ms'>> {
    const rows = await this.database.read((manager) =>
      manager
        .createQueryBuilder(ToolRunEntity, 'run')
        .select('run.durationMs', 'durationMs')
        .where('run.tool = :tool AND run.state IN (:...states)', { tool, states: REALLY_RAN })
        .orderBy('run.id', 'DESC')
        .limit(LAST_RUNS)
        .getRawMany<{ durationMs: number | null }>(),
    );
    const durations = rows.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs])).sort((a, b) => a - b);
    if (durations.length === 0) return {};
    return { p50Ms: quantileOf(durations, 50), p95Ms: quantileOf(durations, 95) };
  }
}
