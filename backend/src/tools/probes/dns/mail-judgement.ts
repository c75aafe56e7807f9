import { isDmarc, parseDmarc } from './dmarc.js';
import { type DnsSubject } from './dns-subject.js';
import { type Inquiry } from './inquiry.js';
import { type DnsFinding, gapOf, type Judgement } from './judgement.js';
import { walkSpf } from './spf-walk.js';

/** The domain whose mail is judged. */
interface MailDomain {
  readonly name: string;
  /** Whether it takes mail. Without, its name can be forged all the same, but nobody expects mail from it. */
  readonly takesMail: boolean;
  readonly gaps: readonly string[];
}

/** Judges SPF and DMARC of the host when it takes mail itself, and of its registered domain otherwise. */
export function judgeMail(subject: DnsSubject, inquiry: Inquiry): Judgement {
  const domain = mailDomainOf(subject, inquiry);
  const spf = judgeSpf(domain, inquiry);
  const dmarc = judgeDmarc(domain, subject, inquiry);
  return {
    findings: [...spf.findings, ...dmarc.findings],
    gaps: [...new Set([...domain.gaps, ...spf.gaps, ...dmarc.gaps])],
  };
}

function mailDomainOf({ host, domain }: DnsSubject, inquiry: Inquiry): MailDomain {
  const own = inquiry.ask(host, 'MX');
  if (own?.kind === 'records' && own.records.some(takesMail)) return { name: host, takesMail: true, gaps: [] };
  const answer = host === domain ? own : inquiry.ask(domain, 'MX');
  const gaps = [
    ...(own === undefined || own.kind === 'failed' ? [gapOf(host, 'MX', own)] : []),
    ...(answer === undefined || answer.kind === 'failed' ? [gapOf(domain, 'MX', answer)] : []),
  ];
  return { name: domain, takesMail: answer?.kind === 'records' && answer.records.some(takesMail), gaps };
}

/** A lone dot says that there is no mail here (RFC 7505). */
function takesMail(record: string): boolean {
  return !/^\d+ \.?$/.test(record);
}

function judgeSpf({ name, takesMail: isMailDomain, gaps }: MailDomain, inquiry: Inquiry): Judgement {
  const spf = walkSpf(name, inquiry);
  const [record] = spf.records;
  if (record !== undefined) return { findings: spfProblems(spf.records, spf.problems), gaps: spf.gaps };
  if (spf.gaps.length > 0 || gaps.length > 0) return { findings: [], gaps: spf.gaps };
  const lesser = { severity: 'low', note: `; the domain takes no mail, so few will trust mail from it` } as const;
  const { severity, note } = isMailDomain ? { severity: undefined, note: '' } : lesser;
  const missing: DnsFinding = {
    weakness: 'dns.spf.missing',
    rule: 'spf-missing',
    evidence: `${name} has no TXT record that begins with v=spf1${note}`,
    ...(severity === undefined ? {} : { severity }),
  };
  return { findings: [missing], gaps: [] };
}

function spfProblems(records: readonly string[], problems: readonly string[]): DnsFinding[] {
  if (problems.length === 0) return [];
  return [{ weakness: 'dns.spf.weak', rule: 'spf-weak', evidence: [...problems, ...records].join('\n') }];
}

/** The record of the name itself, else that of the registered domain with its policy for names below (RFC 7489, 6.6.3). */
function judgeDmarc({ name }: MailDomain, { domain }: DnsSubject, inquiry: Inquiry): Judgement {
  const places = [...new Set([name, domain])].map((place) => `_dmarc.${place}`);
  for (const place of places) {
    const answer = inquiry.ask(place, 'TXT');
    if (answer === undefined || answer.kind === 'failed') return { findings: [], gaps: [gapOf(place, 'TXT', answer)] };
    const records = answer.kind === 'records' ? answer.records.filter(isDmarc) : [];
    const [record, second] = records;
    if (record === undefined) continue;
    if (second !== undefined) return missingDmarc(`${place} has several DMARC records, which makes all of them void`);
    return judgePolicy(record, place === `_dmarc.${name}` ? 'own' : 'inherited');
  }
  return missingDmarc(`no DMARC record at ${places.join(' or ')}`);
}

function judgePolicy(record: string, origin: 'own' | 'inherited'): Judgement {
  const { policy, subdomainPolicy } = parseDmarc(record);
  if (policy === undefined) return missingDmarc(`the record states no valid policy, which makes it void: ${record}`);
  const effective = origin === 'inherited' ? (subdomainPolicy ?? policy) : policy;
  if (effective !== 'none') return { findings: [], gaps: [] };
  return { findings: [{ weakness: 'dns.dmarc.none', rule: 'dmarc-policy', evidence: record }], gaps: [] };
}

function missingDmarc(evidence: string): Judgement {
  return { findings: [{ weakness: 'dns.dmarc.missing', rule: 'dmarc-missing', evidence }], gaps: [] };
}
