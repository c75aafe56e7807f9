import { type CheckFamily, type Coverage, type CoverageStatus } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type TlsTranscript } from './tls-transcript.js';
import { PROTOCOL_VERSIONS, type ProtocolVersion } from './tls-versions.js';

/** How far one family was checked, before the endpoint is added. */
interface Reach {
  readonly family: CheckFamily;
  readonly status: CoverageStatus;
  readonly reason?: string;
}

/** What was checked in full, and what stood in the way of the rest. `certificateGaps` come from judging the certificates. */
export function tlsCoverage(
  transcript: TlsTranscript,
  certificateGaps: readonly string[],
  exit: ProcessExit,
  endpoint: Endpoint,
): Coverage[] {
  const cut = transcript.ended ? undefined : cutStatus(exit);
  const reaches = [
    reachOf('tls.protocols', protocolGaps(transcript), cut),
    reachOf('tls.ciphers', cipherGaps(transcript), cut),
    reachOf('tls.certificate', certificateGaps, cut),
    vulnerabilityReach(transcript),
  ];
  return reaches.map((reach) => ({ ...reach, endpoint }));
}

/** The coverage of a service about which nothing could be learnt. */
export function noCoverage(status: CoverageStatus, reason: string, endpoint: Endpoint): Coverage[] {
  const families = ['tls.protocols', 'tls.ciphers', 'tls.certificate', 'tls.vulnerabilities'] as const;
  return families.map((family) => ({ family, status, reason, endpoint }));
}

/** What a run that did not come to its end is called. */
export function cutStatus(exit: ProcessExit): CoverageStatus {
  if (exit.endedBy === 'cancelled' || exit.endedBy === 'shutdown') return 'cancelled';
  return exit.endedBy === undefined ? 'failed' : 'timed_out';
}

function reachOf(family: CheckFamily, gaps: readonly string[], cut: CoverageStatus | undefined): Reach {
  if (gaps.length === 0) return { family, status: 'ran' };
  return { family, status: cut ?? 'partial', reason: gaps.join('; ') };
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
  return [...byProfile, ...PROTOCOL_VERSIONS.flatMap((version) => suiteGaps(transcript, version))];
}

function suiteGaps(transcript: TlsTranscript, version: ProtocolVersion): string[] {
  const facts = transcript.version(version);
  if (facts === undefined) return [`${version} was not tried`];
  return facts.complete ? [] : [`${version}: ${facts.reason ?? 'not every suite was answered'}`];
}

function vulnerabilityReach(transcript: TlsTranscript): Reach {
  const family = 'tls.vulnerabilities';
  if (transcript.start?.profile !== 'deep' || !transcript.ended) {
    return { family, status: 'not_supported', reason: 'this probe checks one of them, and only in the deep profile' };
  }
  return { family, status: 'partial', reason: 'only the protection against downgrades was checked' };
}
