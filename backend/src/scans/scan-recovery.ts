import { Injectable, Logger } from '@nestjs/common';
import { rm } from 'node:fs/promises';
import { Config } from '../platform/config/config.js';
import { ProcessRunner } from '../platform/process/process-runner.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { ScanQueue } from './scan-queue.js';
import { ScanRunner } from './scan-runner.js';
import { ScansRepository } from './scans.repository.js';
import { ToolRunsRepository } from './tool-runs.repository.js';

/** Puts things right after an earlier server ended, however it ended: no process survives, no scan stays running. */
@Injectable()
export class ScanRecovery {
  private readonly logger = new Logger(ScanRecovery.name);

  constructor(
    private readonly scans: ScansRepository,
    private readonly runs: ToolRunsRepository,
    private readonly runner: ScanRunner,
    private readonly queue: ScanQueue,
    private readonly processes: ProcessRunner,
    private readonly artefacts: ContentStore,
    private readonly config: Config,
  ) {}

  async recover(): Promise<void> {
    await this.endLeftProcesses();
    await this.artefacts.removeUnfinished();
    await rm(this.config.storage.work, { recursive: true, force: true });

    for (const { id } of await this.scans.inStates(['cancelling'])) {
      await this.orderly(id, () => this.runner.finishCancelled(id));
    }
    for (const { id } of await this.scans.inStates(['running'])) await this.orderly(id, () => this.runner.putBack(id));
    for (const { id } of await this.scans.inStates(['queued'])) this.queue.enqueue(id);
  }

  /** One scan that cannot be put right must not keep the server from starting; its row stays as it is for a look. */
  private async orderly(scanId: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.logger.error({ err: error, scanId }, 'the scan could not be put right after the restart');
    }
  }

  private async endLeftProcesses(): Promise<void> {
    const left = (await this.runs.leftRunning()).flatMap(({ process }) => process ?? []);
    if (left.length === 0) return;
    const receipt = await this.processes.sweep(left);
    this.logger.warn({ runs: left.length, ...receipt }, 'ended what an earlier server left running');
  }
}
