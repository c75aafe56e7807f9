import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Reporter } from '../findings/findings.repository.js';
import { type Observation } from '../findings/observation.js';
import { NO_FINDINGS } from '../findings/severity.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { type ObservedEndpoint } from '../targets/endpoint.js';
import { type TargetRecord } from '../targets/target-record.js';
import { type ArtefactWriter } from './run-artefact.js';
import { ScanFindings } from './scan-findings.js';
import { endpointKeyOf } from './scan-plan.js';
import { type Scan, NO_RUNS } from './scan.js';
import { ScansRepository } from './scans.repository.js';
import { ToolRunsRepository } from './tool-runs.repository.js';
import { type ToolRun } from './tool-run.js';
import { UnusedArtefacts } from './unused-artefacts.js';

/** A tool run that happened elsewhere. */
export interface ImportedRun {
  readonly target: TargetRecord;
  readonly tool: string;
  readonly toolVersion?: string;
  readonly place: ObservedEndpoint;
  /** In words: where it comes from. */
  readonly reason: string;
  /** ISO 8601 in UTC. */
  readonly startedAt?: string;
  /** ISO 8601 in UTC. */
  readonly finishedAt?: string;
  readonly argv?: readonly string[];
  readonly observations: number;
}

/** Takes the observations of an imported run, portion by portion. */
export type Take = (observations: readonly Observation[]) => Promise<void>;

/** Keeps reports of tools that ran elsewhere as scans of one run each. */
@Injectable()
export class ImportedScans {
  constructor(
    private readonly database: Database,
    private readonly scans: ScansRepository,
    private readonly runs: ToolRunsRepository,
    private readonly findings: ScanFindings,
    private readonly artefacts: UnusedArtefacts,
    private readonly clock: Clock,
  ) {}

  /** Stores a run with its raw report and what `read` hands over, all or nothing. */
  async add(imported: ImportedRun, artefact: ArtefactWriter, read: (take: Take) => Promise<void>): Promise<Scan> {
    const scan = this.scanOf(imported);
    const run = this.runOf(scan.id, imported);
    const reporter: Reporter = { scanId: scan.id, runId: run.id, tool: run.tool };
    return this.database.write(async () => {
      await this.scans.add(scan);
      await this.runs.add(scan.id, [{ run, endpointKey: endpointKeyOf(run.endpoint) }], 1);
      await read((observations) => this.findings.take(reporter, observations));
      const { sha256, bytes } = await artefact.publish();
      await this.runs.move(run.id, 'imported', {
        reason: imported.reason,
        toolVersion: imported.toolVersion ?? null,
        argv: imported.argv === undefined ? null : [...imported.argv],
        startedAt: imported.startedAt ?? null,
        finishedAt: imported.finishedAt ?? this.now(),
        observations: imported.observations,
        artefactSha256: sha256,
        artefactBytes: bytes,
      });
      return this.scans.get(scan.id);
    });
  }

  /** Removes a report that could not be stored, unless another run has the same one. */
  async forgetUnused(artefact: ArtefactWriter): Promise<void> {
    const { sha256 } = await artefact.finish();
    await artefact.discard();
    await this.artefacts.remove(sha256);
  }

  private scanOf({ target, tool, reason, startedAt }: ImportedRun): Scan {
    return {
      id: uuid(),
      targetId: target.id,
      target: target.canonical,
      targetKind: target.kind,
      tools: [tool],
      practice: false,
      fresh: false,
      state: 'completed',
      reason,
      createdAt: this.now(),
      ...(startedAt === undefined ? {} : { startedAt }),
      finishedAt: this.now(),
      runs: NO_RUNS,
      findings: NO_FINDINGS,
      eventSequence: 0,
    };
  }

  private runOf(scanId: string, { tool, place }: ImportedRun): ToolRun {
    return {
      id: uuid(),
      scanId,
      tool,
      endpoint: { ...place, address: place.address ?? '' },
      state: 'queued',
      attempt: 0,
      interruptions: 0,
      expectedMs: 0,
      queuedAt: this.now(),
      stdoutBytes: 0,
      stderrBytes: 0,
      droppedBytes: 0,
      observations: 0,
    };
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
