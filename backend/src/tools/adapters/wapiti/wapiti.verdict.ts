import { type Coverage } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Profile, type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { webServiceOf } from '../../web-address.js';
import { type WapitiAccount } from './wapiti.account.js';
import { attacksOf, modulesOf, WAPITI_FAMILIES, type WapitiFamily } from './wapiti.modules.js';
import { type WapitiReport } from './wapiti.schema.js';

/** What is known when a run has ended. */
export interface WapitiRun {
  readonly account: WapitiAccount;
  readonly report: WapitiReport | undefined;
  readonly exit: ProcessExit;
  readonly request: ToolRunRequest;
}

/** How the run ended. Neither the code, which is 0 for a server that is not there, nor the report tells: the account does. */
export function wapitiVerdict(run: WapitiRun): ToolVerdict {
  const service = webServiceOf(run.request.endpoint);
  const cut = unfinished(run);
  if (cut !== undefined) {
    const learnt = (run.report?.entries.length ?? 0) > 0 ? 'something' : 'nothing';
    return {
      outcome: outcomeOf(cut, learnt),
      reason: cut.reason,
      coverage: coverageOf(WAPITI_FAMILIES, cut, service),
    };
  }
  const { gaps } = run.account;
  const coverage = WAPITI_FAMILIES.map((family): Coverage => {
    const concerned = gaps.filter((gap) => gap.family === family);
    if (concerned.length === 0) return { family, endpoint: service, ...reachOf(family, run.request.profile) };
    return {
      family,
      endpoint: service,
      status: 'failed',
      reason: concerned
        .map(({ reason }) => reason)
        .join('; ')
        .slice(0, 500),
    };
  });
  if (gaps.length === 0) return { outcome: 'succeeded', coverage };
  return {
    outcome: 'partial',
    reason: gaps
      .map(({ reason }) => reason)
      .join('; ')
      .slice(0, 500),
    coverage,
  };
}

/** Why there is nothing to go by, or less than a whole run. */
function unfinished({ account, report, exit, request }: WapitiRun): CutShort | undefined {
  const cut = cutShortBy(exit);
  if (cut !== undefined) return cut;
  if (exit.code !== 0)
    return { status: 'failed', reason: account.complaint ?? `Wapiti ended with code ${exit.code ?? 'none'}` };
  if (account.found === undefined)
    return { status: 'failed', reason: account.complaint ?? 'Wapiti did not say what it found' };
  if (account.found === 0) return { status: 'failed', reason: account.complaint ?? 'no page answered' };
  if (report === undefined) return { status: 'failed', reason: 'Wapiti wrote no report, or not the whole of it' };
  if (account.launched < modulesOf(request.profile).length) {
    return { status: 'failed', reason: `only ${account.launched} of its modules were run` };
  }
  return undefined;
}

/** How far a family is checked when all goes well. The words stay the same from run to run: what they leave out is then known. */
function reachOf(family: WapitiFamily, profile: Profile): Pick<Coverage, 'status' | 'reason'> {
  if (family === 'http.headers') return { status: 'partial', reason: 'Wapiti looks at five headers of the first page' };
  if (family === 'http.cookies') return { status: 'partial', reason: 'Wapiti looks at Secure and HttpOnly only' };
  if (profile === 'quick') return { status: 'skipped', reason: 'the quick profile sends no attacks' };
  return {
    status: 'partial',
    reason: `in GET parameters of pages that are linked, by the modules ${attacksOf(profile).join(', ')}`,
  };
}
