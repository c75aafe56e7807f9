import { type CheckFamily, type Coverage } from '../../../findings/coverage.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type CutShort } from '../../run-end.js';
import { type TlsTranscript } from './tls-transcript.js';
import { PROTOCOL_VERSIONS, type ProtocolVersion } from './tls-versions.js';

export const TLS_FAMILIES = ['tls.protocols', 'tls.ciphers', 'tls.certificate', 'tls.vulnerabilities'] as const;

/** Two answers show who chooses the suite: the same in both orders, or not. */
const ANSWERS_FOR_ORDER = 2;

/** How far one family was checked, before the endpoint is added. */
type Reach = Omit<Coverage, 'endpoint'>;

/** What was checked in full, and what stood in the way of the rest. */
export interface CoverageContext {
  readonly endpoint: Endpoint;
  /** What kept us from judging the certificates. */
  readonly certificateGaps: readonly string[];
  /** Present when the collector did not come to its end: what it had not settled until then is lost for this reason. */
  readonly cut?: CutShort;
}

/** The coverage of a service that accepted at least one version. */
export function tlsCoverage(
  transcript: TlsTranscript,
  { endpoint, certificateGaps, cut }: CoverageContext,
): Coverage[] {
  const reaches = [
    reachOf('tls.protocols', protocolGaps(transcript), cut),
    reachOf('tls.ciphers', cipherGaps(transcript), cut),
    reachOf('tls.certificate', certificateGaps, cut),
    vulnerabilityReach(transcript, cut),
  ];
  return reaches.map((reach) => ({ ...reach, endpoint }));
}

function reachOf(family: CheckFamily, gaps: readonly string[], cut: CutShort | undefined): Reach {
  if (gaps.length === 0) return { family, status: 'ran' };
  const reasons = cut === undefined ? gaps : [cut.reason, ...gaps];
  return { family, status: cut?.status ?? 'partial', reason: reasons.join('; ') };
}

function protocolGaps(transcript: TlsTranscript): string[] {
  return PROTOCOL_VERSIONS.flatMap((version) => {
    const facts = transcript.version(version);
    if (facts === undefined) return [`${version} was not tried`];
    return facts.outcome === 'unclear' ? [`${version}: ${facts.reason ?? 'no clear answer'}`] : [];
  });
}

function cipherGaps(transcript: TlsTranscript): string[] {
  const byProfile =
    transcript.start?.profile === 'quick'
      ? ['the quick profile tries kinds of weak suites, not each suite, and not who chooses']
      : [];
  return [
    ...byProfile,
    ...PROTOCOL_VERSIONS.flatMap((version) => [...suiteGaps(transcript, version), ...orderGaps(transcript, version)]),
  ];
}

function suiteGaps(transcript: TlsTranscript, version: ProtocolVersion): string[] {
  const facts = transcript.version(version);
  if (facts === undefined) return [`${version} was not tried`];
  return facts.complete ? [] : [`${version}: ${facts.reason ?? 'not every suite was answered'}`];
}

function orderGaps(transcript: TlsTranscript, version: ProtocolVersion): string[] {
  const asked = transcript.hellos.filter((hello) => hello.version === version && hello.purpose === 'order');
  const answered = asked.filter(({ answer }) => answer.kind === 'accepted');
  const isSettled = asked.length === 0 || answered.length >= ANSWERS_FOR_ORDER;
  return isSettled ? [] : [`${version}: whether the server or the client chooses the suite was not answered`];
}

function vulnerabilityReach(transcript: TlsTranscript, cut: CutShort | undefined): Reach {
  const family = 'tls.vulnerabilities';
  if (transcript.start?.profile !== 'deep') {
    return { family, status: 'not_supported', reason: 'this probe checks one of them, and only in the deep profile' };
  }
  if (cut !== undefined) return { family, status: cut.status, reason: cut.reason };
  const asked = transcript.hellos.filter(({ purpose }) => purpose === 'fallback');
  const isAnswered = asked.length === 0 || asked.some(({ answer }) => ['accepted', 'alert'].includes(answer.kind));
  const reason = isAnswered
    ? 'only the protection against downgrades was checked'
    : 'only the protection against downgrades was tried, and not answered';
  return { family, status: 'partial', reason };
}
