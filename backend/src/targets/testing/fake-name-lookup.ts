import { NameLookup, NameLookupError } from '../name-lookup.js';

/** Answers from a table. A name with several answers gives one after the other and stays at the last, as rebinding DNS does. */
export class FakeNameLookup extends NameLookup {
  /** The names that were asked for, in order. */
  readonly asked: string[] = [];
  private readonly answers = new Map<string, (readonly string[])[]>();

  /** Adds what the name gives next. */
  answer(name: string, ...addresses: readonly string[]): this {
    this.answers.set(name, [...(this.answers.get(name) ?? []), addresses]);
    return this;
  }

  addressesOf(name: string): Promise<readonly string[]> {
    this.asked.push(name);
    const queue = this.answers.get(name) ?? [];
    const next = queue.length > 1 ? queue.shift() : queue[0];
    if (next === undefined || next.length === 0) return Promise.reject(new NameLookupError('no such name is known'));
    return Promise.resolve(next);
  }
}
