import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { rm } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { v7 as uuid } from 'uuid';
import { FindingIngest } from '../findings/finding-ingest.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { type Page } from '../platform/http/page.js';
import { ContentStore } from '../platform/storage/content-store.js';
import { type ImportedRun, ImportedScans } from '../scans/imported-scans.js';
import { ArtefactWriter } from '../scans/run-artefact.js';
import { factsOf, type TargetRecord } from '../targets/target-record.js';
import { type ParsedTarget, parseTarget } from '../targets/target.js';
import { TargetsService } from '../targets/targets.service.js';
import { type ReportFormat } from '../tools/report-format.js';
import { placeOf, requestDigestOf } from './import-request.js';
import { type Import } from './import.js';
import { ImportsRepository } from './imports.repository.js';
import { ReceivedFile } from './received-file.js';
import { ReportReading } from './report-reading.js';
import { ReportRecognition } from './report-recognition.js';
import { type ReportSurvey } from './report-survey.js';
import { reportText } from './report-text.js';

/** What comes with a file. */
export interface ImportRequest {
  readonly fileName: string;
  /** Id of a tool or of a format; absent means that the file tells. */
  readonly tool?: string;
  /** Absent means that the file tells. */
  readonly target?: string;
}

export interface ImportResult {
  readonly imported: Import;
  /** `known` when the same file was imported before: nothing was added then. */
  readonly outcome: 'new' | 'known';
}

/** The target of a report that found nothing and names no host: a name that never exists. @see https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const NOWHERE = 'unknown.invalid';

/** Brings in reports of tools that ran elsewhere. */
@Injectable()
export class ImportsService implements OnApplicationBootstrap {
  private readonly folder: string;

  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly ingest: FindingIngest,
    private readonly scans: ImportedScans,
    private readonly recognition: ReportRecognition,
    private readonly targets: TargetsService,
    private readonly artefacts: ContentStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.folder = join(config.storage.work, 'imports');
  }

  /** Removes what a server that was killed has left. */
  async onApplicationBootstrap(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Takes in a file that is being sent. @throws ReportTooLargeError */
  receive(content: Readable): Promise<ReceivedFile> {
    return ReceivedFile.receive(content, this.folder, this.config.imports.limitBytes);
  }

  /** The formats that are read. */
  get formats(): readonly ReportFormat[] {
    return this.recognition.formats;
  }

  /** Imports a file and removes it, whatever comes of it. */
  async importOnce(file: ReceivedFile, request: ImportRequest): Promise<ImportResult> {
    try {
      return await this.import(file, request);
    } finally {
      await file.remove();
    }
  }

  /**
   * Reads a file and keeps what it says, all or nothing. It is read twice: first to know that it is whole, then to store it.
   * @throws ReportUnknownError @throws ReportUnreadableError @throws ReportTooLargeError @throws TargetInvalidError
   */
  private async import(file: ReceivedFile, request: ImportRequest): Promise<ImportResult> {
    const target = request.target === undefined ? undefined : parseTarget(request.target);
    const format = await this.recognition.formatOf(file, request);
    const digest = requestDigestOf(file.sha256, format, target);
    const earlier = await this.imports.findByDigest(digest);
    if (earlier !== undefined) return { imported: earlier, outcome: 'known' };

    const reading = new ReportReading(
      () => reportText(file.read()),
      format,
      target === undefined ? undefined : placeOf(target),
    );
    const artefact = new ArtefactWriter(await this.artefacts.create());
    try {
      const survey = await reading.survey((text) => artefact.write('report', text));
      await artefact.finish();
      return await this.store({ file, request, digest, reading, survey, artefact, target });
    } catch (error) {
      await artefact.discard();
      throw error;
    }
  }

  list(limit: number, pageToken: string | undefined): Promise<Page<Import>> {
    return this.imports.list(limit, pageToken);
  }

  /** @throws ImportNotFoundError */
  get(id: string): Promise<Import> {
    return this.imports.get(id);
  }

  private async store(parts: ImportParts): Promise<ImportResult> {
    const { file, request, digest, reading, survey, artefact } = parts;
    try {
      return await this.database.write(async () => {
        const target = await this.targetOf(parts.target, survey);
        const scan = await this.scans.add(runOf(parts, target), artefact, (take) => reading.observations(take));
        const imported: Import = {
          id: uuid(),
          scanId: scan.id,
          target: target.canonical,
          tool: reading.format.tool,
          ...(survey.run.toolVersion === undefined ? {} : { toolVersion: survey.run.toolVersion }),
          format: reading.format.id,
          fileName: request.fileName,
          sha256: file.sha256,
          bytes: file.bytes,
          hosts: survey.hostCount,
          observations: survey.observations,
          findings: survey.findings,
          newFindings: await this.ingest.countNew(scan.id),
          skippedCount: survey.skippedCount,
          skipped: survey.skipped,
          createdAt: this.clock.now().toISOString(),
        };
        await this.imports.add(imported, digest);
        return { imported, outcome: 'new' };
      });
    } catch (error) {
      await this.scans.forgetUnused(artefact);
      const winner = await this.imports.findByDigest(digest);
      if (winner === undefined) throw error;
      return { imported: winner, outcome: 'known' }; // the same file came twice at once, and the other one was first
    }
  }

  private targetOf(given: ParsedTarget | undefined, { firstPlace, run }: ReportSurvey): Promise<TargetRecord> {
    if (given !== undefined) return this.targets.keep(given.canonical, factsOf(given));
    const host = (firstPlace ?? run.place)?.host ?? NOWHERE;
    return this.targets.keep(host, { kind: isIP(host) === 0 ? 'host' : 'ip', canonical: host, host });
  }
}

interface ImportParts {
  readonly file: ReceivedFile;
  readonly request: ImportRequest;
  readonly digest: string;
  readonly reading: ReportReading;
  readonly survey: ReportSurvey;
  readonly artefact: ArtefactWriter;
  /** As the user gave it. */
  readonly target: ParsedTarget | undefined;
}

function runOf({ request, reading, survey }: ImportParts, target: TargetRecord): ImportedRun {
  const { toolVersion, startedAt, finishedAt, command } = survey.run;
  return {
    target,
    tool: reading.format.tool,
    ...(toolVersion === undefined ? {} : { toolVersion }),
    place: { host: target.host },
    reason: `imported from ${request.fileName}`,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(command === undefined ? {} : { argv: [command] }),
    observations: survey.observationCount,
  };
}
