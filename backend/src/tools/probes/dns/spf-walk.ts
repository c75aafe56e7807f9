import { type Inquiry } from './inquiry.js';
import { gapOf } from './judgement.js';
import { isSpf, parseSpf } from './spf.js';

/** Receivers give up after so many look-ups, and the record then counts for nothing (RFC 7208, 4.6.4). */
const MAX_LOOKUPS = 10;
/** Mechanisms that make a receiver look something up. `redirect` is a modifier and does so as well. */
const LOOKUP_MECHANISM = /^[-+~?]?(?:a|mx|ptr|exists|include)(?:[:/]|$)/i;
const INCLUDE = /^[-+~?]?include:(.+)$/i;

/** What an SPF record comes to, with all that it includes. */
export interface SpfResult {
  /** SPF records of the domain itself. */
  readonly records: readonly string[];
  /** What makes the record let strangers through or void, as clauses. */
  readonly problems: readonly string[];
  readonly gaps: readonly string[];
}

export function walkSpf(domain: string, inquiry: Inquiry): SpfResult {
  const walk = new SpfWalk(inquiry);
  const records = walk.visit(domain, 'the domain');
  return { records: records ?? [], problems: walk.problems, gaps: walk.gaps };
}

class SpfWalk {
  readonly problems: string[] = [];
  readonly gaps: string[] = [];
  private readonly visited = new Set<string>();
  private lookups = 0;

  constructor(private readonly inquiry: Inquiry) {}

  /** Reads the record of a name and what it leads to; undefined when it is not known. */
  visit(name: string, role: 'the domain' | 'included' | 'redirected to'): readonly string[] | undefined {
    this.visited.add(name.toLowerCase());
    const records = this.recordsOf(name, role);
    const [record, second] = records ?? [];
    if (record === undefined) return records;
    if (second !== undefined) this.problems.push(`${name} has several SPF records, which makes all of them void`);
    else this.judge(name, record, role);
    return records;
  }

  private recordsOf(name: string, role: string): readonly string[] | undefined {
    const answer = this.inquiry.ask(name, 'TXT');
    if (answer === undefined || answer.kind === 'failed' || (answer.kind === 'no_such_name' && role === 'the domain')) {
      this.gaps.push(gapOf(name, 'TXT', answer));
      return undefined;
    }
    const records = answer.kind === 'records' ? answer.records.filter(isSpf) : [];
    if (records.length === 0 && role !== 'the domain') this.problems.push(`${name}, ${role}, has no SPF record`);
    return records;
  }

  private judge(name: string, record: string, role: string): void {
    const { all, redirect } = parseSpf(record);
    if (all === '+') this.problems.push(`${name} ends in +all: anyone may send`);
    if (role !== 'included' && all === '?') this.problems.push(`${name} ends in ?all: nothing is said about strangers`);
    if (role !== 'included' && all === undefined && redirect === undefined) {
      this.problems.push(`${name} has no "all" at its end: nothing is said about strangers`);
    }
    for (const term of record.split(/ +/).filter((word) => LOOKUP_MECHANISM.test(word))) this.follow(term);
    if (all === undefined && redirect !== undefined) this.lookUp(redirect, 'redirected to');
  }

  private follow(term: string): void {
    const target = INCLUDE.exec(term)?.[1];
    this.lookUp(target, 'included');
  }

  /** Counts a look-up, and goes on to the record of `target` when it has one to read. */
  private lookUp(target: string | undefined, role: 'included' | 'redirected to'): void {
    this.lookups += 1;
    if (this.lookups === MAX_LOOKUPS + 1) {
      this.problems.push(`more than ${MAX_LOOKUPS} look-ups are needed, which makes the record void`);
    }
    // What a macro stands for depends on the mail.
    if (target === undefined || this.lookups > MAX_LOOKUPS || target.includes('%')) return;
    const name = target.replace(/\.$/, '');
    if (!this.visited.has(name.toLowerCase())) this.visit(name, role);
  }
}
