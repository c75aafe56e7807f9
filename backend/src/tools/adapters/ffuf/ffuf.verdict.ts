import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Baseline } from '../../path-discovery/path-baseline.js';
import { untriedPaths } from '../../path-discovery/word-lists.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { webServiceOf } from '../../web-address.js';
import { type FfufProgress } from './ffuf.progress.js';
import { type FfufReport } from './ffuf.schema.js';

/** What is known when a run has ended. */
export interface FfufRun {
  readonly report: FfufReport | undefined;
  readonly baseline: Baseline;
  readonly progress: FfufProgress;
  readonly exit: ProcessExit;
  readonly request: ToolRunRequest;
}

const FAMILIES = ['http.paths'] as const;

/**
 * How the run ended. ffuf exits with 0 for a dead target and when it is ended early, so the state is judged by the report
 * and by the count of requests on stderr.
 */
export function ffufVerdict(run: FfufRun): ToolVerdict {
  const service = webServiceOf(run.request.endpoint);
  const failure = failureOf(run);
  if (failure !== undefined) {
    const coverage = coverageOf(FAMILIES, failure, service);
    return { outcome: outcomeOf(failure, 'nothing'), reason: failure.reason, coverage };
  }
  const cut = unfinished(run);
  if (cut !== undefined) {
    const coverage = coverageOf(FAMILIES, cut, service);
    return { outcome: outcomeOf(cut, 'something'), reason: cut.reason, coverage };
  }
  const blind = blindSpots(run);
  const gaps = [...blind, ...untriedPaths(run.request.profile)];
  const coverage =
    gaps.length === 0
      ? FAMILIES.map((family) => ({ family, endpoint: service, status: 'ran' as const }))
      : coverageOf(FAMILIES, { status: 'partial', reason: gaps.join('; ') }, service);
  return blind.length === 0
    ? { outcome: 'succeeded', coverage }
    : { outcome: 'partial', reason: blind.join('; '), coverage };
}

/** Why nothing was learnt; undefined when something was. */
function failureOf({ report, progress, exit }: FfufRun): CutShort | undefined {
  if (report === undefined) {
    return (
      cutShortBy(exit) ?? { status: 'failed', reason: progress.complaint ?? 'ffuf wrote no report that can be read' }
    );
  }
  const { count } = progress;
  if (count !== undefined && count.made > 0 && count.failed >= count.made) {
    return { status: 'failed', reason: `none of ${count.made} requests was answered` };
  }
  return undefined;
}

/** Why the word list was not tried to its end. */
function unfinished({ progress, exit }: FfufRun): CutShort | undefined {
  const cut = cutShortBy(exit);
  if (cut !== undefined) return { ...cut, reason: `${cut.reason}, after ${madeInWords(progress)}` };
  if (progress.reachedMaxTime) {
    return { status: 'timed_out', reason: `the time limit was reached, after ${madeInWords(progress)}` };
  }
  const { count } = progress;
  if (exit.code !== 0) return { status: 'failed', reason: progress.complaint ?? 'ffuf ended with an error' };
  if (progress.complaint !== undefined) return { status: 'partial', reason: progress.complaint };
  if (count === undefined || count.made < count.total || count.total === 0) {
    return { status: 'partial', reason: `the word list was not tried to its end: ${madeInWords(progress)}` };
  }
  if (count.failed > 0)
    return { status: 'partial', reason: `${count.failed} of ${count.total} requests got no answer` };
  return undefined;
}

function madeInWords({ count }: FfufProgress): string {
  return count === undefined ? 'an unknown number of requests' : `${count.made} of ${count.total} requests`;
}

/** Where an answer proves nothing because the server gives it to any path. */
function blindSpots({ report, baseline }: FfufRun): string[] {
  const catchAll = baseline.catchAll.map((status) => `the server answers ${status} to paths that do not exist`);
  return [...calibrationGaps(report?.leftOut), ...catchAll];
}

function calibrationGaps(leftOut: readonly string[] | undefined): string[] {
  if (leftOut === undefined) return ['the report does not tell which answers were left out'];
  if (leftOut.length === 0) return [];
  return [`answers with ${leftOut.join(' or ')} were left out, for paths that do not exist get the same`];
}
