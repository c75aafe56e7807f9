import { type Coverage } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { webServiceOf } from '../../web-address.js';
import { type NucleiAccount } from './nuclei.account.js';
import { NUCLEI_FAMILIES } from './nuclei.profiles.js';

/** What is known when a run has ended. */
export interface NucleiRun {
  readonly account: NucleiAccount;
  /** Matches on the endpoint. */
  readonly matches: number;
  /** Lines of JSON that could not be read. */
  readonly unread: number;
  readonly exit: ProcessExit;
  readonly request: ToolRunRequest;
}

const TEMPLATE_GAP = 'only what the templates know is looked at';

/**
 * How the run ended. Nuclei exits with 0 and prints nothing both for a clean target and for a dead one: only the account on
 * stderr tells them apart.
 */
export function nucleiVerdict(run: NucleiRun): ToolVerdict {
  const service = webServiceOf(run.request.endpoint);
  const gap = gapOf(run);
  if (gap !== undefined) {
    const learnt = run.matches > 0 || answered(run.account) > 0 ? 'something' : 'nothing';
    const coverage = coverageOf(NUCLEI_FAMILIES, gap, service);
    return { outcome: gap.status === 'failed' ? 'failed' : outcomeOf(gap, learnt), reason: gap.reason, coverage };
  }
  const coverage = NUCLEI_FAMILIES.map((family): Coverage => {
    const gaps = [...profileGaps(run.request), ...(family === 'http.vulnerabilities' ? [] : [TEMPLATE_GAP])];
    return gaps.length === 0
      ? { family, endpoint: service, status: 'ran' }
      : { family, endpoint: service, status: 'partial', reason: gaps.join('; ') };
  });
  return { outcome: 'succeeded', coverage };
}

/** Why not every template was tried in full; undefined when all were. */
function gapOf(run: NucleiRun): CutShort | undefined {
  return cutShortBy(run.exit) ?? breakdownOf(run) ?? silenceOf(run) ?? shortfallOf(run);
}

function breakdownOf({ account, exit }: NucleiRun): CutShort | undefined {
  const { fatal } = account;
  if (fatal !== undefined && /no templates/i.test(fatal))
    return failed('Nuclei has no templates: set NUCLEI_TEMPLATES to their folder');
  if (fatal !== undefined) return failed(fatal);
  if (exit.code !== 0) return failed(account.error ?? `Nuclei ended with code ${exit.code ?? 'none'}`);
  if (account.templates === 0) return failed('no template fits the profile: nothing was asked');
  return undefined;
}

/** A target that does not answer leaves no match, exactly like a clean one. */
function silenceOf({ account, matches }: NucleiRun): CutShort | undefined {
  const { stats } = account;
  if (stats !== undefined && stats.requests === 0) return failed('no request was made');
  if (stats !== undefined && answered(account) === 0) return failed(`none of ${stats.requests} requests was answered`);
  if (account.gaveUp) return { status: matches > 0 ? 'partial' : 'failed', reason: 'the target stopped answering' };
  if (stats === undefined) {
    return { status: matches > 0 ? 'partial' : 'failed', reason: 'Nuclei did not tell how many requests it made' };
  }
  return undefined;
}

function shortfallOf({ account, unread }: NucleiRun): CutShort | undefined {
  const { stats } = account;
  if (stats === undefined) return undefined;
  if (stats.requests < stats.total) return partial(`only ${stats.requests} of ${stats.total} requests were made`);
  if (stats.errors > 0) return partial(`${stats.errors} of ${stats.requests} requests got no answer`);
  if (unread > 0) return partial(`${unread} lines of the report could not be read`);
  return account.completed ? undefined : partial('Nuclei did not say that it came to its end');
}

function profileGaps({ profile }: ToolRunRequest): string[] {
  return profile === 'deep' ? [] : [`the ${profile} profile leaves out templates by severity and kind`];
}

function answered({ stats }: NucleiAccount): number {
  return stats === undefined ? 0 : Math.max(0, stats.requests - stats.errors);
}

function failed(reason: string): CutShort {
  return { status: 'failed', reason };
}

function partial(reason: string): CutShort {
  return { status: 'partial', reason };
}
