import { type Severity } from '../../../findings/severity.js';
import { weaknessesOfCipher } from '../../tls-cipher-classes.js';
import { cipherName } from '../../tls-cipher-suites.js';
import { type XmlElement } from '../../xml-reader.js';
import { lineOf, type SslscanElements } from './sslscan-facts.js';
import { type SslscanFinding } from './sslscan-finding.js';

const DH_BITS_WANTED = 2048;
/** Strength in bits below which a key exchange group is weak. */
const GROUP_BITS_WANTED = 112;

/** The tool's own grades that are findings even where the suite's name says nothing to us. */
const GRADES: ReadonlyMap<string, { readonly weakness: string; readonly severity: Severity; readonly title: string }> =
  new Map(
    Object.entries({
      null: { weakness: 'tls.cipher.null', severity: 'high', title: 'NULL cipher suites are accepted' },
      anonymous: { weakness: 'tls.cipher.anonymous', severity: 'high', title: 'Anonymous key exchange is accepted' },
      weak: {
        weakness: 'sslscan.cipher.weak',
        severity: 'medium',
        title: 'Cipher suites that sslscan calls weak are accepted',
      },
      medium: {
        weakness: 'sslscan.cipher.medium',
        severity: 'info',
        title: 'Cipher suites that sslscan calls medium are accepted',
      },
    }),
  );

/** Findings of the accepted suites, of the Diffie-Hellman groups among them, and of the groups that were listed. */
export function cipherFindings(facts: SslscanElements): SslscanFinding[] {
  return [...weakSuites(facts.acceptedSuites), ...weakDhGroups(facts), ...weakGroups(facts)];
}

function weakSuites(ciphers: readonly XmlElement[]): SslscanFinding[] {
  const byWeakness = new Map<string, XmlElement[]>();
  for (const cipher of ciphers) {
    for (const weakness of weaknessesOf(cipher))
      byWeakness.set(weakness, [...(byWeakness.get(weakness) ?? []), cipher]);
  }
  return [...byWeakness].map(([weakness, suites]) => ({
    weakness,
    rule: 'cipher',
    evidence: suites.map(lineOf).join('\n'),
    toolSeverity: [...new Set(suites.map(gradeOf))].join(', '),
    ...ownWords(weakness),
  }));
}

/** Every suite of TLS 1.3 is good; its name says nothing of the key exchange. */
function weaknessesOf(cipher: XmlElement): readonly string[] {
  if (cipher.attributes.get('sslversion') === 'TLSv1.3') return [];
  const known = weaknessesOfCipher(nameOf(cipher));
  const graded = GRADES.get(gradeOf(cipher));
  return known.length > 0 || graded === undefined ? known : [graded.weakness];
}

/** The tool names suites in two dialects; the number is the same in both. */
function nameOf({ attributes }: XmlElement): string {
  const id = Number.parseInt(attributes.get('id') ?? '', 16);
  return (Number.isNaN(id) ? undefined : cipherName(id)) ?? attributes.get('cipher') ?? '';
}

function gradeOf({ attributes }: XmlElement): string {
  return attributes.get('strength') ?? '';
}

function ownWords(weakness: string): Pick<SslscanFinding, 'title' | 'severity'> {
  if (!weakness.startsWith('sslscan.')) return {};
  const grade = [...GRADES.values()].find((candidate) => candidate.weakness === weakness);
  return grade === undefined ? {} : { title: grade.title, severity: grade.severity };
}

function weakDhGroups(facts: SslscanElements): SslscanFinding[] {
  const weak = facts.acceptedSuites.filter(({ attributes }) => isBelow(attributes.get('dhebits'), DH_BITS_WANTED));
  if (weak.length === 0) return [];
  return [{ weakness: 'tls.dh.weak', rule: 'cipher dhebits', evidence: weak.map(lineOf).join('\n') }];
}

function weakGroups(facts: SslscanElements): SslscanFinding[] {
  const weak = facts.all('group').filter(({ attributes }) => isBelow(attributes.get('bits'), GROUP_BITS_WANTED));
  if (weak.length === 0) return [];
  return [
    {
      weakness: 'sslscan.group.weak',
      rule: 'group',
      evidence: weak.map(lineOf).join('\n'),
      title: 'Weak key exchange groups are accepted',
      severity: 'low',
    },
  ];
}

function isBelow(bits: string | undefined, wanted: number): boolean {
  return bits !== undefined && /^\d{1,6}$/.test(bits) && Number(bits) < wanted;
}
