import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { weaknessesOfCipher } from '../../tls-cipher-classes.js';

export const SSLYZE_PROTOCOLS = ['ssl2', 'ssl3', 'tls1.0', 'tls1.1', 'tls1.2', 'tls1.3'] as const;

export type SslyzeProtocol = (typeof SSLYZE_PROTOCOLS)[number];

/** What a report says of one service, in whichever form. What it does not say is absent. */
export interface SslyzeFacts {
  readonly service: ObservedEndpoint;
  /** Names of the suites that were accepted; a protocol that was not tried is absent. */
  readonly suites: ReadonlyMap<SslyzeProtocol, readonly string[]>;
  /** Other things that are wrong, by key of the weakness catalogue, with what the report says. */
  readonly flaws: readonly SslyzeFlaw[];
}

export interface SslyzeFlaw {
  readonly weakness: string;
  /** The scan command that showed it. */
  readonly rule: string;
  readonly evidence: string;
}

const OLD: Readonly<Partial<Record<SslyzeProtocol, string>>> = {
  ssl2: 'tls.protocol.ssl2',
  ssl3: 'tls.protocol.ssl3',
  'tls1.0': 'tls.protocol.tls1_0',
  'tls1.1': 'tls.protocol.tls1_1',
};

/** SSLyze grades nothing: the catalogue does. */
export function observationsOf({ service, suites, flaws }: SslyzeFacts): Observation[] {
  return [...protocolFlaws(suites), ...suiteFlaws(suites), ...flaws].map(({ weakness, rule, evidence }) => ({
    weakness,
    rule: evidenceOf(rule, 100),
    endpoint: service,
    evidence: evidenceOf(evidence),
  }));
}

function protocolFlaws(suites: SslyzeFacts['suites']): SslyzeFlaw[] {
  return [...suites].flatMap(([protocol, names]) => {
    const weakness = OLD[protocol];
    if (weakness === undefined || names.length === 0) return [];
    return [{ weakness, rule: `${protocol} cipher suites`, evidence: `${protocol} is accepted: ${names.join(', ')}` }];
  });
}

/** Every suite of TLS 1.3 is good. */
function suiteFlaws(suites: SslyzeFacts['suites']): SslyzeFlaw[] {
  const byWeakness = new Map<string, Set<string>>();
  for (const [protocol, names] of suites) {
    if (protocol === 'tls1.3') continue;
    for (const name of names) {
      for (const weakness of weaknessesOfCipher(name)) {
        byWeakness.set(weakness, (byWeakness.get(weakness) ?? new Set()).add(`${protocol} ${name}`));
      }
    }
  }
  return [...byWeakness].map(([weakness, names]) => ({
    weakness,
    rule: 'cipher suites',
    evidence: [...names].join('\n'),
  }));
}

/** What is wrong with a chain that no store trusts, by the words of OpenSSL. */
export function chainWeakness(words: string): string {
  if (/expired/i.test(words)) return 'tls.certificate.expired';
  return /self.signed certificate(?! in certificate chain)/i.test(words)
    ? 'tls.certificate.self-signed'
    : 'tls.certificate.untrusted';
}
