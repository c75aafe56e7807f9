import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { jsonItems } from '../../report-reading/json-items.js';
import { givenTarget } from '../../report-reading/reported-place.js';
import { observationOf } from './sarif.observation.js';
import { SarifRun } from './sarif.run.js';
import { artifactSchema, invocationSchema, type SarifResult, resultSchema, toolSchema } from './sarif.schema.js';

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html */
export const sarif: ReportFormat = {
  id: 'sarif',
  name: 'SARIF 2.1.0',
  tool: 'sarif',
  versions: ['2.1.0'],
  framing: 'document',
  recognises: ({ text }) =>
    /^[\s\ufeff]*\{/.test(text) &&
    (/"\$schema"\s{0,5}:\s{0,5}"[^"]{0,300}sarif/i.test(text) ||
      (/"version"\s{0,5}:\s{0,5}"2\.1\.0/.test(text) && /"runs"\s{0,5}:/.test(text))),
  read: readSarif,
};

const PLACES = ['tool', 'artifacts.*', 'invocations.*', 'results.*'].map((place) => `$.runs.*.${place}`);

/** Results may stand in front of the rules that they refer to: then they wait for them. */
async function* readSarif(pieces: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  const runs = new Map<number, { readonly run: SarifRun; readonly waiting: [SarifResult, number][] }>();
  for await (const { path, value, line } of jsonItems(pieces, PLACES)) {
    const [, number, part] = path;
    const known = runs.get(Number(number)) ?? { run: new SarifRun(), waiting: [] };
    runs.set(Number(number), known);
    const { run, waiting } = known;
    if (part === 'tool') {
      run.tool = toolSchema.safeParse(value).data;
      if (run.tool !== undefined) yield { type: 'run', run: { toolVersion: versionOf(run.tool.driver) } };
      for (const [result, at] of waiting.splice(0)) yield itemOf(result, run, context, at);
    } else if (part === 'artifacts')
      run.artifacts.push(artifactSchema.safeParse(value).data ?? { location: undefined });
    else if (part === 'invocations') yield* invocationOf(value);
    else {
      const result = resultSchema.safeParse(value).data;
      if (result === undefined) yield { type: 'skipped', reason: 'a result that is none', line };
      else if (run.tool === undefined) waiting.push([result, line]);
      else yield itemOf(result, run, context, line);
    }
  }
  for (const { run, waiting } of runs.values()) {
    for (const [result, line] of waiting) yield itemOf(result, run, context, line); // of a tool that has no name
  }
}

function itemOf(result: SarifResult, run: SarifRun, { target }: ReportContext, line: number): ReportItem {
  if (result.kind !== undefined && result.kind !== 'fail') {
    return { type: 'skipped', reason: `a result of kind ${evidenceOf(result.kind, 30)}, which is no failure`, line };
  }
  if (result.suppressions?.some(({ status }) => status === undefined || status === 'accepted') === true) {
    return { type: 'skipped', reason: 'a result that is suppressed in the report', line };
  }
  return { type: 'observation', observation: observationOf(result, run, () => givenTarget(target)) };
}

function versionOf({
  name = 'unknown',
  version,
  semanticVersion,
}: {
  name?: string | undefined;
  version?: string | undefined;
  semanticVersion?: string | undefined;
}) {
  return evidenceOf([name, version ?? semanticVersion].filter((word) => word !== undefined).join(' '), 100);
}

function* invocationOf(value: unknown): Generator<ReportItem> {
  const invocation = invocationSchema.safeParse(value).data;
  if (invocation === undefined) return;
  const { commandLine, startTimeUtc, endTimeUtc } = invocation;
  yield {
    type: 'run',
    run: {
      ...(commandLine === undefined ? {} : { command: evidenceOf(commandLine, 2000) }),
      ...timeOf('startedAt', startTimeUtc),
      ...timeOf('finishedAt', endTimeUtc),
    },
  };
}

function timeOf(key: 'startedAt' | 'finishedAt', text: string | undefined) {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? {} : { [key]: time.toISOString() };
}
