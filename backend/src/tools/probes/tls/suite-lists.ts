import { weaknessesOfCipher } from '../../tls-cipher-classes.js';
import { cipherName } from '../../tls-cipher-suites.js';

/** Suites of TLS 1.3 outside of 0x13xx: SM4 (RFC 8998), without encryption (RFC 9150), GOST (RFC 9367). */
const TLS13_EXTRAS = [0x00c6, 0x00c7, 0xc0b4, 0xc0b5, 0xc103, 0xc104, 0xc105, 0xc106];

const KNOWN_SUITES = Array.from({ length: 0x10000 }, (_, suite) => suite).filter(
  (suite) => cipherName(suite) !== undefined && !isSignal(suite),
);

/** Every known suite of TLS 1.3. */
export const TLS13_SUITES: readonly number[] = KNOWN_SUITES.filter(isTls13);

/** Every known suite of SSL 3.0 to TLS 1.2; what servers use most comes first, so that most are found by short hellos. */
export const CLASSIC_SUITES: readonly number[] = KNOWN_SUITES.filter((suite) => !isTls13(suite)).toSorted(
  (first, second) => rank(first) - rank(second) || first - second,
);

/** The suites of each weakness of the catalogue, e.g. those of `tls.cipher.rc4`. */
export const SUITES_BY_WEAKNESS: ReadonlyMap<string, readonly number[]> = groupByWeakness();

/** Finite-field Diffie-Hellman suites whose ServerKeyExchange begins with the prime. */
export const DH_SUITES: readonly number[] = CLASSIC_SUITES.filter(hasDhGroup);

export function nameOfSuite(suite: number): string {
  return cipherName(suite) ?? `0x${suite.toString(16).padStart(4, '0')}`;
}

export function hasDhGroup(suite: number): boolean {
  return /^TLS_(?:DHE_RSA|DHE_DSS|DH_anon)_/.test(nameOfSuite(suite));
}

export function isChaCha(suite: number): boolean {
  return nameOfSuite(suite).includes('CHACHA20');
}

function isTls13(suite: number): boolean {
  return suite >>> 8 === 0x13 || TLS13_EXTRAS.includes(suite);
}

/** Values that travel in the list of suites but are none: renegotiation and fallback signals. */
function isSignal(suite: number): boolean {
  return suite === 0x00ff || suite === 0x5600;
}

function rank(suite: number): number {
  return /^TLS_(?:ECDHE_|DHE_|RSA_WITH_).*(?:AES|CHACHA)/.test(nameOfSuite(suite)) ? 0 : 1;
}

function groupByWeakness(): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const suite of CLASSIC_SUITES) {
    for (const weakness of weaknessesOfCipher(nameOfSuite(suite))) {
      groups.set(weakness, [...(groups.get(weakness) ?? []), suite]);
    }
  }
  return groups;
}
