import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { type OutputStream } from '../platform/process/command-spec.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { LiveRuns } from './live-runs.js';
import { readArtefact } from './run-artefact.js';
import { RunLog } from './run-log.js';
import { ArtefactNotFoundError } from './scan.errors.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type ToolRun } from './tool-run.js';

export interface LogTail {
  readonly lines: readonly string[];
  /** Whether these are all lines that the run printed. */
  readonly complete: boolean;
}

export interface ArtefactDownload {
  readonly fileName: string;
  readonly content: Readable;
}

/** What a run printed, for people: the last lines while it runs and after, and the whole as a download. */
@Injectable()
export class RunOutput {
  constructor(
    private readonly runs: ToolRunsRepository,
    private readonly live: LiveRuns,
    private readonly store: ContentStore,
  ) {}

  /** @throws ToolRunNotFoundError */
  async log(runId: string, tail: number): Promise<LogTail> {
    const run = await this.runs.get(runId);
    const live = this.live.tail(runId, tail);
    if (live !== undefined) return { lines: live, complete: live.length < tail };
    if (run.artefact === undefined) return { lines: [], complete: true };

    const log = new RunLog();
    for await (const { text } of this.shownPieces(run)) log.addText(text);
    log.end();
    const lines = log.tail(tail);
    return { lines, complete: lines.length === log.length };
  }

  /** @throws ToolRunNotFoundError @throws ArtefactNotFoundError */
  async artefact(runId: string, stream: OutputStream | undefined): Promise<ArtefactDownload> {
    const run = await this.runs.get(runId);
    const { artefact } = run;
    if (artefact === undefined || !(await this.store.has(artefact.sha256))) throw new ArtefactNotFoundError(runId);

    const wanted = stream ?? ((await this.hasReport(artefact.sha256)) ? 'report' : 'stdout');
    const content = Readable.from(this.textOf(artefact.sha256, wanted));
    return { fileName: `${run.tool}-${run.id}-${wanted}.txt`, content };
  }

  private async *shownPieces({ artefact }: ToolRun) {
    if (artefact === undefined) return;
    for await (const piece of readArtefact(this.store, artefact.sha256)) {
      if (piece.stream !== 'report') yield piece;
    }
  }

  private async *textOf(sha256: string, stream: OutputStream): AsyncGenerator<string> {
    for await (const piece of readArtefact(this.store, sha256)) if (piece.stream === stream) yield piece.text;
  }

  private async hasReport(sha256: string): Promise<boolean> {
    for await (const { stream } of readArtefact(this.store, sha256)) if (stream === 'report') return true;
    return false;
  }
}
