import { type LookupAnswer, type LookupType } from './lookups.js';

export interface Question {
  readonly name: string;
  readonly type: LookupType;
}

/** The answers that are known so far. */
export class DnsAnswers {
  private readonly answers = new Map<string, LookupAnswer>();

  get size(): number {
    return this.answers.size;
  }

  add(question: Question, answer: LookupAnswer): void {
    this.answers.set(keyOf(question), answer);
  }

  get(question: Question): LookupAnswer | undefined {
    return this.answers.get(keyOf(question));
  }
}

/**
 * One pass of judging with the answers known so far. Judges ask for what they need; what is not known yet is collected, so
 * that the collector asks exactly what the parser will want to know.
 */
export class Inquiry {
  private readonly wanted = new Map<string, Question>();

  constructor(private readonly answers: DnsAnswers) {}

  /** The answer; undefined when it is not known (yet). */
  ask(name: string, type: LookupType): LookupAnswer | undefined {
    const question = { name, type };
    const answer = this.answers.get(question);
    if (answer === undefined) this.wanted.set(keyOf(question), question);
    return answer;
  }

  get open(): readonly Question[] {
    return [...this.wanted.values()];
  }
}

function keyOf({ name, type }: Question): string {
  return `${type} ${name.toLowerCase()}`;
}
