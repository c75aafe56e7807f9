import { weaknessesOfCipher } from '../../tls-cipher-classes.js';
import { type Entry } from './report-reader.js';
import { type JudgedEntry } from './testssl.rules.js';

const CIPHER_TEST = /^cipher-\w+_x[0-9a-f]+$/;

/** Whether an entry says that one suite is accepted; testssl does not grade it. */
export function isCipherTest({ id }: Entry): boolean {
  return CIPHER_TEST.test(id);
}

/** The weaknesses of the suites that were tried one by one, each with all its suites as evidence. */
export function judgeCipherTests(entries: readonly Entry[]): JudgedEntry[] {
  const suites = new Map<string, Entry[]>();
  for (const entry of entries.filter(isCipherTest)) {
    for (const weakness of weaknessesIn(entry)) suites.set(weakness, [...(suites.get(weakness) ?? []), entry]);
  }
  return [...suites].map(([weakness, accepted]) => ({
    weakness,
    entry: { id: 'cipher', severity: 'INFO', finding: accepted.map(({ finding }) => finding).join('\n') },
  }));
}

/** The registered name stands last. Every suite of TLS 1.3 is good; its name says nothing of the key exchange. */
function weaknessesIn({ finding }: Entry): readonly string[] {
  return finding.startsWith('TLS 1.3') ? [] : weaknessesOfCipher(finding.trim().split(/\s+/).at(-1) ?? '');
}
