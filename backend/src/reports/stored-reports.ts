import { Injectable } from '@nestjs/common';
import { type TakeObservations } from '../findings/rereading.js';
import { ReplayReaderMissingError, ReplayUnreadableError } from '../scans/replay.errors.js';
import { type ReplayableRun } from '../scans/run-replays.js';
import { StoredOutput } from '../scans/stored-output.js';
import { type ObservedEndpoint } from '../targets/endpoint.js';
import { parseTarget } from '../targets/target.js';
import { UnreadableReportError } from '../tools/report-reading/report.errors.js';
import { type Artefact } from '../scans/tool-run.js';
import { placeOf, requestDigestOf } from './import-request.js';
import { type Import } from './import.js';
import { ImportsRepository } from './imports.repository.js';
import { ReportReading } from './report-reading.js';
import { ReportRecognition } from './report-recognition.js';

/** Reads reports that were imported again, in the formats of today. */
@Injectable()
export class StoredReports {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly recognition: ReportRecognition,
    private readonly output: StoredOutput,
  ) {}

  /** Hands over the observations of an imported run. @throws ReplayReaderMissingError @throws ReplayUnreadableError */
  async read({ run }: ReplayableRun, take: TakeObservations): Promise<void> {
    const known = await this.imports.ofScan(run.scanId);
    const format = this.recognition.formats.find(({ id }) => id === known?.imported.format);
    if (known === undefined || format === undefined)
      throw new ReplayReaderMissingError(`format that reads ${run.tool}`);
    const target = givenTarget(known.imported, known.requestDigest);
    try {
      await new ReportReading(() => this.textOf(run.artefact), format, target).observations(take);
    } catch (error) {
      if (error instanceof UnreadableReportError) throw new ReplayUnreadableError(run.id, error.message);
      throw error;
    }
  }

  private async *textOf(artefact: Artefact): AsyncGenerator<string> {
    for await (const { stream, text } of this.output.pieces(artefact)) if (stream === 'report') yield text;
  }
}

/** The target that the user named then: a format is told no other, and the digest knows whether there was one. */
function givenTarget({ sha256, format, target }: Import, requestDigest: string): ObservedEndpoint | undefined {
  if (requestDigestOf(sha256, { id: format }, undefined) === requestDigest) return undefined;
  return placeOf(parseTarget(target));
}
