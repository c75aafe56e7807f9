import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Baseline } from '../../path-discovery/path-baseline.js';
import { untriedPaths, WORDLIST_SIZES } from '../../path-discovery/word-lists.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { webServiceOf } from '../../web-address.js';
import { type GobusterAccount } from './gobuster.account.js';

/** What is known when a run has ended. */
export interface GobusterRun {
  readonly account: GobusterAccount;
  readonly baseline: Baseline;
  readonly exit: ProcessExit;
  readonly request: ToolRunRequest;
}

const FAMILIES = ['http.paths'] as const;

/** How the run ended. Only the line "Finished", and no request without an answer, say that the whole list was tried. */
export function gobusterVerdict(run: GobusterRun): ToolVerdict {
  const service = webServiceOf(run.request.endpoint);
  const cut = unfinished(run);
  if (cut !== undefined) {
    const learnt = run.account.findings.length > 0 || cut.status === 'partial' ? 'something' : 'nothing';
    return {
      outcome: outcomeOf(cut, learnt),
      reason: cut.reason,
      coverage: coverageOf(FAMILIES, cut, service),
    };
  }
  const blind = run.baseline.catchAll.map((status) => `the server answers ${status} to paths that do not exist`);
  const gaps = [...blind, ...untriedPaths(run.request.profile)];
  const coverage =
    gaps.length === 0
      ? FAMILIES.map((family) => ({ family, endpoint: service, status: 'ran' as const }))
      : coverageOf(FAMILIES, { status: 'partial', reason: gaps.join('; ') }, service);
  return blind.length === 0
    ? { outcome: 'succeeded', coverage }
    : { outcome: 'partial', reason: blind.join('; '), coverage };
}

/** Why the word list was not tried to its end. */
function unfinished({ account, exit, request }: GobusterRun): CutShort | undefined {
  const cut = cutShortBy(exit);
  if (cut !== undefined) return cut;
  if (account.fatal !== undefined) return { status: 'failed', reason: account.fatal };
  if (exit.code !== 0) return { status: 'failed', reason: account.complaint ?? 'gobuster ended with an error' };
  if (account.interrupted) return { status: 'failed', reason: 'gobuster was interrupted' };
  if (!account.finished)
    return { status: 'failed', reason: account.complaint ?? 'gobuster did not say that it came to its end' };
  return unanswered(account, WORDLIST_SIZES[request.profile]);
}

function unanswered({ unanswered: count, complaint, leftOut }: GobusterAccount, words: number): CutShort | undefined {
  if (leftOut > 0) return { status: 'partial', reason: `${leftOut} more lines than paths were printed` };
  if (count === 0) return undefined;
  const reason = `${count} requests got no answer: ${complaint ?? 'no reason given'}`;
  return { status: count >= words ? 'failed' : 'partial', reason };
}
