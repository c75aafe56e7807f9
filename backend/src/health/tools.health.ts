import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { ProcessRunner } from '../platform/process/process-runner.js';
import { ToolsService } from '../tools/tools.service.js';

/** Up while at least one tool can run, which the built-in probes always can; says what is missing and how runs are held. */
@Injectable()
export class ToolsHealth {
  constructor(
    private readonly indicator: HealthIndicatorService,
    private readonly tools: ToolsService,
    private readonly processes: ProcessRunner,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const indicator = this.indicator.check('tools');
    const statuses = await this.tools.list();
    const ids = (available: boolean): string[] =>
      statuses.filter((status) => status.availability.available === available).map(({ tool }) => tool.manifest.id);
    const report = { available: ids(true), missing: ids(false), isolation: await this.processes.isolation() };
    return report.available.length > 0 ? indicator.up(report) : indicator.down(report);
  }
}
