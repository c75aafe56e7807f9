import { weaknessesOfCipher } from '../../tls-cipher-classes.js';
import { nameOfSuite } from './suite-lists.js';
import { type TlsFinding } from './tls-finding.js';
import { type TlsTranscript, type VersionFacts } from './tls-transcript.js';
import { nameOfVersion } from './tls-versions.js';

const DH_BITS_WANTED = 2048;

/** Findings of the accepted suites, of the Diffie-Hellman groups, and of who chooses. */
export function cipherFindings(transcript: TlsTranscript): TlsFinding[] {
  return [
    ...weakSuites(transcript),
    ...weakGroups(transcript),
    ...clientChooses(transcript),
    ...noDowngradeAlert(transcript),
  ];
}

function weakSuites(transcript: TlsTranscript): TlsFinding[] {
  const evidence = new Map<string, string[]>();
  for (const { version, accepted } of classicVersions(transcript)) {
    for (const [weakness, names] of byWeakness(accepted)) {
      evidence.set(weakness, [...(evidence.get(weakness) ?? []), `${version}: ${names.join(', ')}`]);
    }
  }
  return [...evidence].map(([weakness, lines]) => ({
    weakness,
    rule: 'suite-accepted',
    evidence: `Accepted suites\n${lines.join('\n')}`,
  }));
}

function byWeakness(suites: readonly number[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const name of suites.map(nameOfSuite)) {
    for (const weakness of weaknessesOfCipher(name)) names.set(weakness, [...(names.get(weakness) ?? []), name]);
  }
  return names;
}

function weakGroups(transcript: TlsTranscript): TlsFinding[] {
  const seen = transcript.hellos.flatMap(({ answer }) => {
    if (answer.kind !== 'accepted' || answer.dhBits === undefined || answer.dhBits >= DH_BITS_WANTED) return [];
    return [`${nameOfVersion(answer.version)}: ${nameOfSuite(answer.suite)} with a prime of ${answer.dhBits} bits`];
  });
  if (seen.length === 0) return [];
  return [{ weakness: 'tls.dh.weak', rule: 'dh-prime', evidence: [...new Set(seen)].join('\n') }];
}

/** A client's choice does harm only where a weak suite is among those it can choose. */
function clientChooses(transcript: TlsTranscript): TlsFinding[] {
  const lines = classicVersions(transcript).flatMap(({ version, accepted }) => {
    const chosen = chosenInOrder(transcript, version);
    if (chosen.length < 2 || byWeakness(accepted).size === 0) return [];
    return [`${version}: the same suites in another order were answered with ${chosen.map(nameOfSuite).join(' and ')}`];
  });
  if (lines.length === 0) return [];
  return [{ weakness: 'tls.cipher.order', rule: 'suite-order', evidence: lines.join('\n') }];
}

function chosenInOrder(transcript: TlsTranscript, version: string): number[] {
  const chosen = transcript.hellos.flatMap(({ version: asked, purpose, answer }) =>
    asked === version && purpose === 'order' && answer.kind === 'accepted' ? [answer.suite] : [],
  );
  return [...new Set(chosen)];
}

function noDowngradeAlert(transcript: TlsTranscript): TlsFinding[] {
  const accepted = transcript.hellos.find(
    ({ purpose, answer }) => purpose === 'fallback' && answer.kind === 'accepted',
  );
  if (accepted === undefined) return [];
  return [
    {
      weakness: 'tls.vulnerability.fallback-scsv.missing',
      rule: 'fallback-accepted',
      evidence: `${accepted.version} with TLS_FALLBACK_SCSV was accepted although the server has a better version`,
    },
  ];
}

/** SSL 2.0 has ciphers of another kind; its finding names them. */
function classicVersions(transcript: TlsTranscript): VersionFacts[] {
  return transcript.acceptedVersions.filter(({ version }) => version !== 'SSL 2.0');
}
