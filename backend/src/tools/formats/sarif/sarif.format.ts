import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { type JsonItem, jsonItems } from '../../report-reading/json-items.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { givenTarget } from '../../report-reading/reported-place.js';
import { SarifAccount } from './sarif.account.js';
import { SarifDistinction } from './sarif.distinction.js';
import { observationsOf, type SarifReport } from './sarif.observation.js';
import { SarifRun } from './sarif.run.js';
import { artifactSchema, type SarifResult, resultSchema, toolSchema } from './sarif.schema.js';

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html */
export const sarif: ReportFormat = {
  id: 'sarif',
  name: 'SARIF 2.1.0',
  tool: 'sarif',
  versions: ['2.1.0'],
  framing: 'document',
  recognises: ({ text }) => /^[\s\ufeff]*\{/.test(text) && (hasSchema(text) || hasVersion(text) || hasRuns(text)),
  read: (pieces, context) => new SarifReading(context).read(pieces),
};

function hasSchema(text: string): boolean {
  return /"\$schema"\s{0,5}:\s{0,5}"[^"]{0,300}sarif/i.test(text);
}

function hasVersion(text: string): boolean {
  return /"version"\s{0,5}:\s{0,5}"2\.1\.0/.test(text) && /"runs"\s{0,5}:/.test(text);
}

/** Schema and version may stand behind the runs, and thus behind the head. */
function hasRuns(text: string): boolean {
  return (
    /^[\s\ufeff]*\{\s*"runs"\s{0,5}:\s{0,5}\[\s*\{\s*"\w{1,40}"\s{0,5}:/.test(text) &&
    /"(?:driver|ruleId|artifactLocation|toolExecutionNotifications)"\s{0,5}:/.test(text)
  );
}

const PARTS = ['tool', 'artifacts.*', 'invocations.*', 'results.*', 'externalPropertyFileReferences'];
const PLACES = ['$.version', ...PARTS.map((part) => `$.runs.*.${part}`)];

/** A run, and its results that stand in front of what they refer to. */
interface RunReading {
  readonly run: SarifRun;
  waiting: (readonly [SarifResult, number])[];
}

class SarifReading {
  private readonly runs = new Map<number, RunReading>();
  private readonly account = new SarifAccount();
  private readonly report: SarifReport;

  constructor({ target }: ReportContext) {
    this.report = { distinction: new SarifDistinction(), targetOf: () => givenTarget(target) };
  }

  async *read(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
    for await (const item of jsonItems(pieces, PLACES)) yield* this.take(item);
    for (const { run, waiting } of this.runs.values()) {
      for (const [result, line] of waiting) yield* this.itemsOf(result, run, line);
    }
    yield { type: 'run', run: this.account.run };
  }

  private *take({ path, value, line }: JsonItem): Generator<ReportItem> {
    if (path[0] === 'version') {
      refuseOther(value, line);
      return;
    }
    const reading = this.readingOf(Number(path[1]));
    switch (String(path[2])) {
      case 'tool':
        this.takeTool(value, reading);
        yield* this.readWaiting(reading);
        return;
      case 'artifacts':
        reading.run.artifacts.push(artifactSchema.safeParse(value).data ?? { location: undefined });
        return;
      case 'invocations':
        this.account.takeInvocation(value);
        return;
      case 'results':
        yield* this.takeResult(value, reading, line);
        return;
      default:
        yield { type: 'skipped', reason: 'parts of the report that lie in other files', line };
    }
  }

  private takeTool(value: unknown, { run }: RunReading): void {
    run.tool = toolSchema.safeParse(value).data;
    if (run.tool !== undefined) this.account.takeTool(run.tool);
  }

  private *takeResult(value: unknown, reading: RunReading, line: number): Generator<ReportItem> {
    const result = resultSchema.safeParse(value).data;
    if (result === undefined) yield { type: 'skipped', reason: 'a result that is none', line };
    else if (reading.run.knows(result)) yield* this.itemsOf(result, reading.run, line);
    else reading.waiting.push([result, line]);
  }

  private *readWaiting(reading: RunReading): Generator<ReportItem> {
    const { run, waiting } = reading;
    reading.waiting = waiting.filter(([result]) => !run.knows(result));
    for (const [result, line] of waiting) {
      if (run.knows(result)) yield* this.itemsOf(result, run, line);
    }
  }

  private *itemsOf(result: SarifResult, run: SarifRun, line: number): Generator<ReportItem> {
    const reason = whyNot(result);
    if (reason !== undefined) {
      yield { type: 'skipped', reason, line };
      return;
    }
    for (const observation of observationsOf(result, run, this.report)) yield { type: 'observation', observation };
  }

  private readingOf(number: number): RunReading {
    const reading = this.runs.get(number) ?? { run: new SarifRun(), waiting: [] };
    this.runs.set(number, reading);
    return reading;
  }
}

/** Why a result is no observation; undefined when it is one. */
function whyNot({ kind = 'fail', suppressions, baselineState }: SarifResult): string | undefined {
  if (kind !== 'fail') return `a result of kind ${evidenceOf(kind, 30)}, which is no failure`;
  if (baselineState === 'absent') return 'a result of an earlier run that this one no longer has';
  const isOpen = suppressions.some(({ status }) => status === 'underReview' || status === 'rejected');
  return suppressions.length > 0 && !isOpen ? 'a result that is suppressed in the report' : undefined;
}

function refuseOther(version: unknown, line: number): void {
  if (typeof version !== 'string' || version.startsWith('2.1')) return;
  throw new UnreadableReportError(`this is SARIF ${evidenceOf(version, 20)}, and only 2.1.0 is read`, line);
}
