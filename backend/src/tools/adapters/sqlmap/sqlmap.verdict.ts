import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { webServiceOf } from '../../web-address.js';
import { type SqlmapAccount } from './sqlmap.account.js';

/** What is known when a run has ended. */
export interface SqlmapRun {
  readonly account: SqlmapAccount;
  /** Injection points that were found. */
  readonly found: number;
  readonly exit: ProcessExit;
  readonly request: ToolRunRequest;
}

const FAMILIES = ['http.vulnerabilities'] as const;

/**
 * How the run ended. sqlmap exits with 0 when nobody answers and when there was nothing to test: only what it told counts. The
 * family never ran in full, for there are other flaws than this one and other parameters than those of links.
 */
export function sqlmapVerdict(run: SqlmapRun): ToolVerdict {
  const service = webServiceOf(run.request.endpoint);
  const cut = unfinished(run);
  if (cut !== undefined) {
    const learnt = run.found > 0 || run.account.judged > 0 ? 'something' : 'nothing';
    return { outcome: outcomeOf(cut, learnt), reason: cut.reason, coverage: coverageOf(FAMILIES, cut, service) };
  }
  const nothing = nothingToTest(run.account);
  if (nothing !== undefined) {
    const coverage = FAMILIES.map((family) => ({
      ...{ family, endpoint: service },
      ...{ status: 'skipped' as const, reason: nothing },
    }));
    return { outcome: 'skipped', reason: nothing, coverage };
  }
  const coverage = coverageOf(FAMILIES, { status: 'partial', reason: reachOf(run.account) }, service);
  return { outcome: 'succeeded', coverage };
}

/** Why not every parameter that was found was tried to its end. */
function unfinished({ account, exit }: SqlmapRun): CutShort | undefined {
  const cut = cutShortBy(exit);
  if (cut !== undefined) return cut;
  const { begun, judged, refused, complaint } = account;
  const status = judged > 0 ? 'partial' : 'failed';
  if (complaint !== undefined) return { status, reason: complaint };
  if (!account.finished) return { status, reason: 'sqlmap did not say that it came to its end' };
  if (judged < begun) return { status, reason: `${begun - judged} parameters were not tried to the end` };
  return refused > 0 ? { status, reason: `${refused} requests were turned away` } : undefined;
}

function nothingToTest({ pages, judged, ignored }: SqlmapAccount): string | undefined {
  if (judged > 0) return undefined;
  if (pages === 0) return 'sqlmap found no link with parameters: there was nothing to test';
  return ignored > 0
    ? 'sqlmap tested nothing: it leaves out parameters of this name'
    : 'sqlmap tested nothing: no page with parameters could be read';
}

function reachOf({ judged, ignored, notFound }: SqlmapAccount): string {
  const gaps = [
    `only SQL injection was looked for, in ${judged} parameters of links`,
    ...(ignored === 0 ? [] : [`${ignored} parameters were left out by their name`]),
    ...(notFound === 0 ? [] : [`${notFound} pages were not found`]),
  ];
  return gaps.join('; ');
}
