import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type ToolRun } from './tool-run.js';

/** Deletes artefacts that no run uses any more. The same output may have come out of several runs. */
@Injectable()
export class UnusedArtefacts {
  constructor(
    private readonly database: Database,
    private readonly runs: ToolRunsRepository,
    private readonly artefacts: ContentStore,
  ) {}

  /** Call it when these runs have let go of their artefacts. */
  async removeThoseOf(runs: readonly ToolRun[]): Promise<void> {
    for (const sha256 of new Set(runs.flatMap(({ artefact }) => artefact?.sha256 ?? []))) await this.remove(sha256);
  }

  /** Deletes one artefact if no run uses it. */
  async remove(sha256: string): Promise<void> {
    // a run that ends takes its artefact in a write transaction: in here nobody can
    await this.database.write(async () => {
      if (!(await this.runs.usesArtefact(sha256))) await this.artefacts.remove(sha256);
    });
  }
}
