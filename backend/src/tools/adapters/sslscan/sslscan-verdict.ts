import { type CheckFamily, type Coverage, type CoverageStatus } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolVerdict } from '../../tool-adapter.js';
import { PROTOCOLS, type SslscanFacts } from './sslscan-facts.js';
import { examinedFlaws } from './sslscan-session.js';

const FAMILIES = ['tls.protocols', 'tls.ciphers', 'tls.certificate', 'tls.vulnerabilities'] as const;

/** What sslscan never does, whatever the server. */
const LIMITS_OF_TOOL = {
  ciphers: 'sslscan does not try who chooses the suite',
  certificate: 'sslscan does not follow the chain of trust and does not see validity that is about to begin or end',
  vulnerabilities: 'of the known flaws of TLS, sslscan tried only',
} as const;

/** What a verdict is made of besides the facts. */
export interface VerdictContext {
  readonly endpoint: Endpoint;
  readonly exit: ProcessExit;
  readonly certificateGaps: readonly string[];
  /** Last words of the program outside of its report. */
  readonly lastWords: string;
}

/** How far one family was checked. */
interface Reach {
  readonly family: CheckFamily;
  readonly status: CoverageStatus;
  readonly reason?: string;
}

/** How the run ended, judged from the report: the exit code is 0 whatever happened. */
export function sslscanVerdict(facts: SslscanFacts, context: VerdictContext): ToolVerdict {
  if (!facts.anyEnabled) return nothingLearnt(facts, context);
  const cut = facts.complete ? undefined : cutOf(facts, context);
  const coverage = reachOfAll(facts, context, cut);
  if (cut !== undefined) return { outcome: outcomeOf(cut, 'something'), reason: cut.reason, coverage };
  const shortcomings = shortcomingsOf(facts, context);
  if (shortcomings.length > 0) return { outcome: 'partial', reason: shortcomings.join('; '), coverage };
  return { outcome: 'succeeded', coverage };
}

/** What should be in every report; without it the run did less than it can. */
function shortcomingsOf(facts: SslscanFacts, { certificateGaps }: VerdictContext): string[] {
  const unknown = PROTOCOLS.filter((protocol) => facts.isEnabled(protocol) === undefined);
  return [
    ...unknown.map((protocol) => `the report does not say whether ${protocol} is on`),
    ...(facts.all('cipher').length === 0 ? ['the report lists no cipher suite'] : []),
    ...certificateGaps,
    ...(facts.error === undefined ? [] : [`sslscan reports: ${facts.error}`]),
  ];
}

function reachOfAll(facts: SslscanFacts, context: VerdictContext, cut: CutShort | undefined): Coverage[] {
  const certificateGaps = [...context.certificateGaps, LIMITS_OF_TOOL.certificate];
  const reaches: readonly Reach[] = [
    protocolReach(facts, cut),
    { family: 'tls.ciphers', ...(cut ?? { status: 'partial', reason: cipherGaps(facts).join('; ') }) },
    { family: 'tls.certificate', ...(cut ?? { status: 'partial', reason: certificateGaps.join('; ') }) },
    { family: 'tls.vulnerabilities', ...(cut ?? vulnerabilityReach(facts)) },
  ];
  return reaches.map((reach) => ({ ...reach, endpoint: context.endpoint }));
}

/** The protocols come first in the report: once all are there, they are settled even when the rest is cut. */
function protocolReach(facts: SslscanFacts, cut: CutShort | undefined): Reach {
  const family = 'tls.protocols';
  const unknown = PROTOCOLS.filter((protocol) => facts.isEnabled(protocol) === undefined);
  if (unknown.length === 0) return { family, status: 'ran' };
  return { family, ...(cut ?? { status: 'partial', reason: `nothing is said of ${unknown.join(', ')}` }) };
}

function cipherGaps(facts: SslscanFacts): string[] {
  return [
    ...(facts.all('cipher').length === 0 ? ['the report lists no cipher suite'] : []),
    ...(facts.isEnabled('ssl2') === true || facts.isEnabled('ssl3') === true
      ? ['sslscan does not list the suites of SSL 2.0 and 3.0']
      : []),
    LIMITS_OF_TOOL.ciphers,
  ];
}

function vulnerabilityReach(facts: SslscanFacts): Omit<Reach, 'family'> {
  const examined = examinedFlaws(facts);
  if (examined.length === 0) return { status: 'not_supported', reason: 'none of the flaws was tried' };
  return { status: 'partial', reason: `${LIMITS_OF_TOOL.vulnerabilities} ${examined.join(', ')}` };
}

function nothingLearnt(facts: SslscanFacts, context: VerdictContext): ToolVerdict {
  const why = whyNothing(facts);
  const cut: CutShort = why === undefined ? cutOf(facts, context) : { status: 'failed', reason: why };
  return {
    outcome: outcomeOf(cut, 'nothing'),
    reason: cut.reason,
    coverage: coverageOf(FAMILIES, cut, context.endpoint),
  };
}

/** What the report says about having learnt nothing; undefined when it was cut before it said anything. */
function whyNothing(facts: SslscanFacts): string | undefined {
  if (facts.error !== undefined && facts.error !== '') return `sslscan reports: ${facts.error}`;
  if (!facts.complete) return undefined;
  if (facts.all('protocol').length === 0) return 'the report of sslscan says nothing about the service';
  return 'what listens there does not answer as TLS: every protocol was refused or met with silence';
}

function cutOf(facts: SslscanFacts, { exit, lastWords }: VerdictContext): CutShort {
  const said = lastWords === '' ? '' : `; it printed: ${lastWords}`;
  const reason = `the report of sslscan cannot be read to its end: ${facts.failure ?? 'it is cut short'}${said}`;
  return cutShortBy(exit) ?? { status: 'failed', reason };
}
