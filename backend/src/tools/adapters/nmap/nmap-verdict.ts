import { type Coverage, type CoverageStatus } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolRunRequest, type ToolVerdict } from '../../tool-adapter.js';
import { brokenScripts, coverageOfFinished, type OpenPort } from './nmap-coverage.js';
import { type NmapReport } from './nmap-report.js';

const FAMILIES = ['net.ports', 'net.services', 'net.vulnerabilities', 'ssh.algorithms'] as const;

/** What a verdict is made of. */
export interface NmapRun {
  readonly request: ToolRunRequest;
  readonly report: NmapReport;
  readonly exit: ProcessExit;
  /** The host as a whole. */
  readonly host: Endpoint;
  /** Open ports as the report lists them. */
  readonly open: readonly OpenPort[];
  /** How many ports were seen open, in the report or while the scan went on. */
  readonly openCount: number;
  /** Last lines that nmap wrote to stderr. */
  readonly lastWords: string;
}

/**
 * How the run ended, judged from the report. nmap exits with 0 and calls it success when it could not resolve its target,
 * and when it gave the host up; a host is examined only when its ports are listed.
 */
export function nmapVerdict(run: NmapRun): ToolVerdict {
  const { report } = run;
  if (report.complete && report.hosts > 0 && !report.timedOut) return finished(run);
  if (report.complete && report.timedOut) return givenUp(run);
  return broken(run);
}

function finished({ request, report, host, open, openCount }: NmapRun): ToolVerdict {
  const answered = openCount + report.countOf('closed') + report.countOf('unfiltered');
  if (answered === 0) {
    const reason = 'no port answered: the host is down, or a firewall drops what is sent to it';
    return { outcome: 'failed', reason, coverage: blocked(reason, host) };
  }
  const coverage = coverageOfFinished(request, { host, open, filtered: report.countOf('filtered') });
  const faults = brokenScripts(open);
  if (faults.length > 0) return { outcome: 'partial', reason: faults.join('; '), coverage };
  return { outcome: 'succeeded', coverage };
}

function blocked(reason: string, endpoint: Endpoint): Coverage[] {
  const status: CoverageStatus = 'blocked';
  return FAMILIES.map((family) => ({ family, endpoint, status, reason }));
}

function givenUp({ host, openCount }: NmapRun): ToolVerdict {
  const reason = 'nmap gave the host up because it took too long; its report lists no ports';
  return { outcome: 'partial', reason, coverage: cutCoverage({ status: 'timed_out', reason }, host, openCount) };
}

function broken(run: NmapRun): ToolVerdict {
  const cut = cutShortBy(run.exit) ?? { status: 'failed', reason: whyBroken(run) };
  const outcome = outcomeOf(cut, run.openCount > 0 ? 'something' : 'nothing');
  return { outcome, reason: cut.reason, coverage: cutCoverage(cut, run.host, run.openCount) };
}

function whyBroken({ report, lastWords }: NmapRun): string {
  const said = lastWords === '' ? '' : `: ${lastWords}`;
  if (report.error !== undefined) return `nmap stopped: ${firstLines(report.error)}`;
  if (report.complete) return `nmap examined no host${said}`;
  return lastWords === '' ? `the report cannot be read: ${report.failure ?? 'it has no end'}` : `nmap stopped${said}`;
}

/** nmap adds the stack of its script engine to its errors. */
function firstLines(error: string): string {
  return error
    .split('\n')
    .slice(0, 2)
    .map((line) => line.trim())
    .join(' ');
}

/** Open ports that were seen before the end are known; that the others are closed is not. */
function cutCoverage(cut: CutShort, host: Endpoint, openCount: number): Coverage[] {
  const [ports, ...others] = FAMILIES;
  const partly: CutShort = openCount > 0 ? { status: 'partial', reason: cut.reason } : cut;
  return [...coverageOf([ports], partly, host), ...coverageOf(others, cut, host)];
}
