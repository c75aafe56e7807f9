import { type DnsSubject, namesUpTo } from './dns-subject.js';
import { type Inquiry } from './inquiry.js';
import { gapOf, type Judgement } from './judgement.js';

/** `<flags> issue <authority>`, in the form of the look-ups. */
const ISSUE = /^\d+ issue /;

/**
 * The nearest records on the way up count (RFC 8659, section 3). The way ends at the registered domain: an authority goes on
 * to the top, but what registries publish there is not for the owner of the name to change.
 */
export function judgeCaa(subject: DnsSubject, inquiry: Inquiry): Judgement {
  const names = namesUpTo(subject);
  for (const name of names) {
    const answer = inquiry.ask(name, 'CAA');
    if (answer === undefined || answer.kind === 'failed') return { findings: [], gaps: [gapOf(name, 'CAA', answer)] };
    if (answer.kind !== 'records') continue;
    if (answer.records.some((record) => ISSUE.test(record))) return { findings: [], gaps: [] };
    return missing(`the CAA records of ${name} name no authority by "issue": ${answer.records.join('; ')}`);
  }
  return missing(`no CAA record at ${names.join(' or ')}`);
}

function missing(evidence: string): Judgement {
  return { findings: [{ weakness: 'dns.caa.missing', rule: 'caa-missing', evidence }], gaps: [] };
}
