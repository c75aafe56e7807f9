import { type CheckFamily, type Coverage, type CoverageStatus } from '../../findings/coverage.js';
import { type ProcessExit } from '../../platform/process/command-spec.js';
import { type Endpoint } from '../../targets/endpoint.js';
import { type ToolVerdict } from '../tool-adapter.js';
import { type HttpTranscript } from './http-transcript.js';

/** How far one family was checked. */
export interface Reach {
  readonly family: CheckFamily;
  /** What stood in the way of a full check, each a clause for the user. */
  readonly gaps: readonly string[];
  /** What the profile leaves out on purpose; it makes the coverage partial, not the run. */
  readonly leftOut?: string;
  /** Whether nothing at all was learnt. */
  readonly nothing?: boolean;
}

/** Gaps that are spelt out; a server that fails fails often. */
const MAX_GAPS = 3;

/** How a run ended, judged from its transcript: no answer means nothing was examined, whatever the exit says. */
export function httpVerdict(
  transcript: HttpTranscript,
  exit: ProcessExit,
  service: Endpoint,
  reaches: readonly Reach[],
): ToolVerdict {
  const families = reaches.map(({ family }) => family);
  if (!transcript.ended) return cutShort(transcript, exit, service, families);
  if (transcript.answers.length === 0) return unexamined(whyNothing(transcript), service, families);

  const losses = lossesOf(transcript, exit);
  const coverage = reaches.map((reach) => coverageOf(reach, losses, service));
  const gaps = unique([...losses, ...reaches.flatMap((reach) => reach.gaps)]);
  if (gaps.length === 0) return { outcome: 'succeeded', coverage };
  return { outcome: 'partial', reason: listed(gaps), coverage };
}

function coverageOf(
  { family, gaps, leftOut, nothing }: Reach,
  losses: readonly string[],
  endpoint: Endpoint,
): Coverage {
  const all = unique([...losses, ...gaps, ...(leftOut === undefined ? [] : [leftOut])]);
  if (all.length === 0) return { family, endpoint, status: 'ran' };
  return { family, endpoint, status: nothing === true ? 'failed' : 'partial', reason: listed(all) };
}

/** What was lost between the collector and the parser. */
function lossesOf({ unreadable }: HttpTranscript, exit: ProcessExit): string[] {
  return [
    ...(unreadable > 0 ? [`lines of the transcript could not be read (${unreadable})`] : []),
    ...(exit.truncated ? ['part of the transcript was dropped because it was larger than the limit'] : []),
  ];
}

function cutShort(
  transcript: HttpTranscript,
  exit: ProcessExit,
  service: Endpoint,
  families: readonly CheckFamily[],
): ToolVerdict {
  if (transcript.brokenBy !== undefined) return unexamined(transcript.brokenBy, service, families);
  const status = cutStatus(exit);
  const why = exit.error ?? (exit.endedBy === undefined ? 'the transcript is cut short' : `ended by ${exit.endedBy}`);
  const some = transcript.answers.length > 0;
  const reason = some ? `${why}; what was learnt until then is reported` : why;
  const outcome = status === 'timed_out' ? 'timed_out' : some ? 'partial' : 'failed';
  return { outcome, reason, coverage: families.map((family) => ({ family, endpoint: service, status, reason })) };
}

function unexamined(reason: string, service: Endpoint, families: readonly CheckFamily[]): ToolVerdict {
  const coverage = families.map((family): Coverage => ({ family, endpoint: service, status: 'failed', reason }));
  return { outcome: 'failed', reason, coverage };
}

function whyNothing({ unanswered }: HttpTranscript): string {
  const reasons = unique(unanswered.map(({ reason }) => reason));
  return reasons.length === 0 ? 'nothing was asked' : `the server answered no request: ${listed(reasons)}`;
}

function cutStatus({ endedBy }: ProcessExit): CoverageStatus {
  if (endedBy === 'cancelled' || endedBy === 'shutdown') return 'cancelled';
  return endedBy === 'time_limit' || endedBy === 'idle_limit' ? 'timed_out' : 'failed';
}

function listed(clauses: readonly string[]): string {
  const more = clauses.length - MAX_GAPS;
  return [...clauses.slice(0, MAX_GAPS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function unique(clauses: readonly string[]): string[] {
  return [...new Set(clauses)];
}
