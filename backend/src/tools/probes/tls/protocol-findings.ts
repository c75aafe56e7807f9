import { nameOfAlert } from './alerts.js';
import { SSL2_CIPHERS } from './ssl2-hello.js';
import { nameOfSuite } from './suite-lists.js';
import { type TlsFinding } from './tls-finding.js';
import { type TlsTranscript, type VersionFacts } from './tls-transcript.js';
import { nameOfVersion, type ProtocolVersion } from './tls-versions.js';

const WEAK_VERSIONS: Readonly<Partial<Record<ProtocolVersion, string>>> = {
  'SSL 2.0': 'tls.protocol.ssl2',
  'SSL 3.0': 'tls.protocol.ssl3',
  'TLS 1.0': 'tls.protocol.tls1_0',
  'TLS 1.1': 'tls.protocol.tls1_1',
};
/** Suites named as evidence for a version; the others are counted. */
const SUITES_NAMED = 5;

/** The finding for a version that a server accepts and should not; undefined for a good or refused one. */
export function findingOfVersion(facts: VersionFacts): TlsFinding | undefined {
  const weakness = WEAK_VERSIONS[facts.version];
  if (weakness === undefined || facts.outcome !== 'accepted') return undefined;
  return { weakness, rule: 'protocol-accepted', evidence: `${facts.version} accepted with ${describeSuites(facts)}` };
}

/** Findings for good versions that the server refused. What was not answered is unknown, not missing. */
export function findingsOfMissingVersions(transcript: TlsTranscript): TlsFinding[] {
  if (transcript.acceptedVersions.length === 0) return [];
  if (transcript.version('TLS 1.3')?.outcome !== 'refused') return [];
  const findings = [missing(transcript, 'TLS 1.3', 'tls.protocol.tls1_3.missing')];
  if (transcript.version('TLS 1.2')?.outcome !== 'refused') return findings;
  return [...findings, missing(transcript, 'TLS 1.2', 'tls.protocol.tls1_2.missing')];
}

function missing(transcript: TlsTranscript, version: ProtocolVersion, weakness: string): TlsFinding {
  const answers = transcript.hellos
    .filter((line) => line.version === version)
    .map(({ answer }) => {
      if (answer.kind === 'alert') return `the alert ${nameOfAlert(answer.description)}`;
      return answer.kind === 'accepted' ? nameOfVersion(answer.version) : answer.kind;
    });
  const answered = [...new Set(answers)].join(', ');
  return { weakness, rule: 'protocol-refused', evidence: `${version} was offered and answered with ${answered}` };
}

function describeSuites(facts: VersionFacts): string {
  const name = facts.version === 'SSL 2.0' ? ssl2CipherName : nameOfSuite;
  const named = facts.accepted.slice(0, SUITES_NAMED).map(name).join(', ');
  const more = facts.accepted.length - SUITES_NAMED;
  return more > 0 ? `${named} and ${more} more` : named === '' ? 'no suite' : named;
}

function ssl2CipherName(kind: number): string {
  return SSL2_CIPHERS.get(kind) ?? `0x${kind.toString(16).padStart(6, '0')}`;
}
