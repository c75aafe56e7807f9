import { type Observation } from '../findings/observation.js';
import { type ObservedEndpoint } from '../targets/endpoint.js';
import { type ReportFormat } from '../tools/report-format.js';
import { UnreadableReportError } from '../tools/report-reading/report.errors.js';
import { ReportUnreadableError } from './import.errors.js';
import { ReportSurvey } from './report-survey.js';

/** Observations are handed on in portions of this size. */
const PORTION = 500;

/** Reads a file in its format, as often as asked. */
export class ReportReading {
  /** @param pieces gives its text from the beginning, each time */
  constructor(
    private readonly pieces: () => AsyncIterable<string>,
    readonly format: ReportFormat,
    private readonly target: ObservedEndpoint | undefined,
  ) {}

  /**
   * Reads the file to its end. `keep` gets its text in pieces.
   * @throws ReportUnreadableError @throws ReportTooLargeError
   */
  async survey(keep: (text: string) => Promise<void>): Promise<ReportSurvey> {
    const survey = new ReportSurvey();
    await readableOrRefused(this.format.name, async () => {
      for await (const item of this.items(keep)) survey.take(item);
    });
    return survey;
  }

  /** Hands on the observations of a file that was read to its end before. */
  async observations(take: (portion: readonly Observation[]) => Promise<void>): Promise<void> {
    let portion: Observation[] = [];
    for await (const item of this.items(() => Promise.resolve())) {
      if (item.type !== 'observation') continue;
      portion.push(item.observation);
      if (portion.length < PORTION) continue;
      await take(portion);
      portion = [];
    }
    if (portion.length > 0) await take(portion);
  }

  private items(keep: (text: string) => Promise<void>) {
    const context = this.target === undefined ? {} : { target: this.target };
    return this.format.read(kept(this.pieces(), keep), context);
  }
}

/** Turns what a format says of a file into what the user is told. @throws ReportUnreadableError */
export async function readableOrRefused(name: string, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (error instanceof UnreadableReportError) throw new ReportUnreadableError(name, error.reason, error.line);
    throw error;
  }
}

async function* kept(pieces: AsyncIterable<string>, keep: (text: string) => Promise<void>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    await keep(piece);
    yield piece;
  }
}
