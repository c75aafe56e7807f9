import { type CheckFamily, type Coverage, type CoverageStatus } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolVerdict } from '../../tool-adapter.js';
import { type DnsTranscript } from './dns-transcript.js';
import { type Reach } from './transfer-reach.js';

const FAMILIES = ['dns.mail', 'dns.caa', 'dns.transfer'] as const;

/** How far each family was checked. */
export type Reaches = Readonly<Record<(typeof FAMILIES)[number], Reach>>;

/** What a check without a usable answer for part of it, or for all of it, comes to. */
export function reachOf(gaps: readonly string[], learnt: 'something' | 'nothing'): Reach {
  if (gaps.length === 0) return { status: 'ran' };
  return { status: learnt === 'something' ? 'partial' : 'failed', reason: gaps.join('; ') };
}

/** How the run ended, judged from the transcript. `reaches` is undefined when there was nothing to judge. */
export function dnsVerdict(
  transcript: DnsTranscript,
  reaches: Reaches | undefined,
  exit: ProcessExit,
  host: Endpoint,
): ToolVerdict {
  const cut = cutOf(transcript, exit);
  if (cut !== undefined) return cutShort(cut, reaches, host);
  if (transcript.noDomain !== undefined) return nothingToCheck(transcript.noDomain, host);
  if (reaches === undefined) return nothingToCheck('the transcript of the probe says nothing', host);

  const coverage = FAMILIES.map((family) => coverageFor(family, reaches[family], host));
  const gaps = coverage.filter(({ status }) => status === 'partial' || status === 'failed');
  if (gaps.length === 0) return { outcome: 'succeeded', coverage };
  const reason = gaps.map((gap) => gap.reason ?? gap.status).join('; ');
  return { outcome: gaps.length === FAMILIES.length && gaps.every(isFailed) ? 'failed' : 'partial', reason, coverage };
}

function cutOf(transcript: DnsTranscript, exit: ProcessExit): CutShort | undefined {
  if (transcript.brokenBy !== undefined) return { status: 'failed', reason: transcript.brokenBy };
  const cut = cutShortBy(exit);
  if (cut !== undefined || transcript.ended) return cut;
  return { status: 'failed', reason: 'the transcript of the probe is cut short' };
}

function cutShort(cut: CutShort, reaches: Reaches | undefined, host: Endpoint): ToolVerdict {
  const learnt = reaches !== undefined && FAMILIES.some((family) => reaches[family].status === 'ran');
  const coverage = coverageOf(FAMILIES, cut, host);
  return { outcome: outcomeOf(cut, learnt ? 'something' : 'nothing'), reason: cut.reason, coverage };
}

function nothingToCheck(reason: string, host: Endpoint): ToolVerdict {
  const coverage = FAMILIES.map((family) => coverageFor(family, { status: 'skipped', reason }, host));
  return { outcome: 'skipped', reason, coverage };
}

function coverageFor(family: CheckFamily, { status, reason }: Reach, endpoint: Endpoint): Coverage {
  return { family, status, endpoint, ...(reason === undefined ? {} : { reason }) };
}

function isFailed({ status }: { readonly status: CoverageStatus }): boolean {
  return status === 'failed';
}
