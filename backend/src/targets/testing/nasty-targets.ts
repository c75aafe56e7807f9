import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ScopePolicyName } from '../scope-policy.js';
import { FakeNameLookup } from './fake-name-lookup.js';

/** One string of fixtures/nasty-targets.json: what each policy has to say of it, with loopback switched off. */
export interface NastyTarget {
  readonly input: string;
  readonly verdict: Readonly<Record<ScopePolicyName, 'accept' | 'reject'>>;
  readonly reason: string;
  readonly canonical?: string;
  /** What a resolver answers first; absent means that the name does not resolve. */
  readonly dns?: readonly string[];
  /** What it would answer the second time. */
  readonly dnsThen?: readonly string[];
  /** The addresses that have to be pinned. */
  readonly pin?: readonly string[];
}

interface NastyTargets {
  readonly context: {
    readonly maxCidr: Readonly<Record<'4' | '6', number>>;
    readonly allowlist: { readonly hosts: readonly string[]; readonly cidrs: readonly string[] };
    readonly never: readonly string[];
  };
  readonly targets: readonly NastyTarget[];
}

export const { context, targets } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/nasty-targets.json'), 'utf8'),
) as NastyTargets;

/** A resolver that gives the answers of one entry, whatever the name. */
export function lookupOf({ dns, dnsThen }: NastyTarget, name: string): FakeNameLookup {
  const lookup = new FakeNameLookup();
  for (const answers of [dns, dnsThen]) if (answers !== undefined) lookup.answer(name, ...answers);
  return lookup;
}
