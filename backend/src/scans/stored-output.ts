import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { type ProcessExit } from '../platform/process/command-spec.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { type Tool } from '../tools/tool-adapter.js';
import { type ArtefactPiece, readArtefact } from './run-artefact.js';
import { RunLog } from './run-log.js';
import { requestOf } from './run-request.js';
import { RunSession, type SessionSinks } from './run-session.js';
import { endingOf, type RunEnding } from './run-verdict.js';
import { ArtefactUnreadableError } from './scan.errors.js';
import { type Scan } from './scan.js';
import { type Artefact, type ToolRun } from './tool-run.js';

/** What was asked, and of whom. */
export interface AskedRun {
  readonly scan: Scan;
  readonly run: ToolRun;
  readonly tool: Tool;
}

/** An output that was kept, and how the process ended that wrote it. */
export interface KeptOutput {
  readonly artefact: Artefact;
  readonly exit: ProcessExit;
}

/** Reads the raw output of runs that have ended, with the parsers of today. */
@Injectable()
export class StoredOutput {
  constructor(
    private readonly artefacts: ContentStore,
    private readonly config: Config,
  ) {}

  has({ sha256 }: Artefact): Promise<boolean> {
    return this.artefacts.has(sha256);
  }

  /** Lets the parser of the tool judge an output as if it came now. @throws ArtefactUnreadableError */
  async read(
    { scan, run, tool }: AskedRun,
    { artefact, exit }: KeptOutput,
    sinks: Pick<SessionSinks, 'observation' | 'endpoint'>,
  ): Promise<RunEnding> {
    const request = requestOf(scan, run, this.config);
    const parsed =
      tool.kind === 'external' ? tool.command(request, { workdir: '', report: '' }).parsed : ['stdout' as const];
    const session = new RunSession({
      ...sinks,
      parser: tool.parser(request),
      parsed,
      log: new RunLog(),
      shown: [],
      progress: () => undefined,
    });
    for await (const { stream, text } of this.pieces(artefact)) await session.takeText(stream, text);
    return endingOf(await session.end(exit), exit);
  }

  /** Everything that was kept, piece by piece. @throws ArtefactUnreadableError */
  async *pieces({ sha256 }: Artefact): AsyncGenerator<ArtefactPiece> {
    try {
      yield* readArtefact(this.artefacts, sha256);
    } catch (error) {
      throw new ArtefactUnreadableError(sha256, error instanceof Error ? error.message : String(error));
    }
  }
}
