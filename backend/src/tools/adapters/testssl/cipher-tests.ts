import { weaknessesOfCipher } from '../../tls-cipher-classes.js';
import { type Entry } from './report-reader.js';
import { isBad, type JudgedEntry, ownMeaning } from './testssl.rules.js';

/** `cipher-tls1_2_xc030` of each protocol, and `cipher_xc030` of all together. */
const CIPHER_TEST = /^cipher(?:-\w+)?_x[0-9a-f]+$/;

/** Whether an entry says that one suite is accepted; testssl grades it since 3.1, by the worst that is wrong with it. */
export function isCipherTest({ id }: Entry): boolean {
  return CIPHER_TEST.test(id);
}

/** What the catalogue finds nothing wrong with, and testssl does: CBC with SHA-2 of TLS 1.2. */
const OBSOLETE = 'cipherlist_AVERAGE';

/** The weaknesses of the suites that were tried one by one, each with all its suites as evidence. */
export function judgeCipherTests(entries: readonly Entry[]): JudgedEntry[] {
  const suites = new Map<string, Entry[]>();
  const others: Entry[] = [];
  for (const entry of entries.filter(isCipherTest)) {
    const weaknesses = weaknessesIn(entry);
    for (const weakness of weaknesses) suites.set(weakness, [...(suites.get(weakness) ?? []), entry]);
    if (weaknesses.length === 0 && isBad(entry)) others.push(entry);
  }
  const known = [...suites].map(([weakness, accepted]) => ({ weakness, entry: summedUp(accepted, 'INFO') }));
  const [first] = others;
  return first === undefined ? known : [...known, ownMeaning(OBSOLETE, summedUp(others, first.severity))];
}

function summedUp(accepted: readonly Entry[], severity: string): Entry {
  return { id: 'cipher', severity, finding: accepted.map(({ finding }) => finding).join('\n') };
}

/** The registered name stands last. Every suite of TLS 1.3 is good; its name says nothing of the key exchange. */
function weaknessesIn({ finding }: Entry): readonly string[] {
  return /^TLS ?v?1\.3/.test(finding) ? [] : weaknessesOfCipher(finding.trim().split(/\s+/).at(-1) ?? '');
}
