import { type Severity } from '../../../findings/severity.js';
import { type LookupAnswer, type LookupType } from './lookups.js';

/** One weakness as this probe found it; becomes an observation on the name. */
export interface DnsFinding {
  /** Key of the weakness catalogue. */
  readonly weakness: string;
  /** This probe's own name of the check. */
  readonly rule: string;
  /** What the DNS said that proves it. */
  readonly evidence: string;
  readonly discriminator?: string;
  /** Where the catalogue's severity does not fit the case, with the reason in the evidence. */
  readonly severity?: Severity;
}

/** What came of a check, and what could not be checked, in words. */
export interface Judgement {
  readonly findings: readonly DnsFinding[];
  readonly gaps: readonly string[];
}

const FAILURES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ETIMEOUT: 'there was no answer in time',
    ESERVFAIL: 'the server failed (SERVFAIL)',
    EREFUSED: 'the server refused to answer (REFUSED)',
    ECONNREFUSED: 'the name server could not be reached',
    ECANCELLED: 'the run was ended',
    TOO_LARGE: 'the answer is larger than any that makes sense',
  }),
);

/** Why a question has no usable answer, as a clause. */
export function gapOf(name: string, type: LookupType, answer: LookupAnswer | undefined): string {
  const question = `${type} of ${name}`;
  if (answer === undefined) return `${question} was not asked`;
  if (answer.kind === 'failed')
    return `${question}: ${FAILURES.get(answer.code) ?? `the look-up failed (${answer.code})`}`;
  return answer.kind === 'no_such_name' ? `${question}: the DNS knows no such name` : `${question}: no record`;
}
