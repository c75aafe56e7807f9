import { createHash } from 'node:crypto';
import { type ObservedEndpoint } from '../targets/endpoint.js';
import { type FindingState } from './finding-state.js';
import { digestOf, type ReadEntry, type ReadField, type StoredReading, type StoredWord } from './run-reading.js';
import { type Severity } from './severity.js';

/** So many observations of each kind are named; all are counted. */
const NAMED = 100;

/** An observation in a few words. */
export interface ReadObservation {
  readonly weakness: string;
  readonly rule: string;
  readonly title: string;
  readonly endpoint: ObservedEndpoint;
  readonly severity: Severity;
}

/** An observation that is no longer read. */
export interface VanishedObservation extends ReadObservation {
  /** What is decided about its finding: that is lost when nobody else has seen it. */
  readonly state: FindingState;
}

/** An observation that is read otherwise than it was. */
export interface ChangedObservation extends ReadObservation {
  readonly fields: readonly ReadField[];
  /** What is stored until then. */
  readonly before: { readonly severity: Severity; readonly title: string };
}

/** All of a kind, of which the first are named. */
export interface Named<T> {
  readonly count: number;
  readonly items: readonly T[];
}

/** What another reading of the same output says otherwise. */
export interface ReadingDifference {
  /** How many observations are stored. */
  readonly before: number;
  /** How many are read now. */
  readonly after: number;
  readonly added: Named<ReadObservation>;
  readonly vanished: Named<VanishedObservation>;
  readonly changed: Named<ChangedObservation>;
  /** The same for the same difference of the same run only. */
  readonly digest: string;
}

/** Collects a difference, entry by entry; it stays small however large the difference is. */
export class DifferenceRecord {
  private readonly digest = createHash('sha256');
  private readonly added = new NamedList<ReadObservation>();
  private readonly changed = new NamedList<ChangedObservation>();

  /** @param subject what is read: its digest is that of no other one */
  constructor(
    subject: string,
    private readonly stored: StoredReading,
  ) {
    this.digest.update(JSON.stringify([subject, stored.words.length]));
  }

  take(entry: ReadEntry): void {
    if (entry.kind === 'same') return;
    this.digest.update(identityOf(entry));
    if (entry.kind === 'added') this.added.take(() => shortOf(entry));
    else this.changed.take(() => this.changeOf(entry));
  }

  end(after: number, words: readonly StoredWord[]): ReadingDifference {
    const vanished = new NamedList<VanishedObservation>();
    for (const word of words) {
      this.digest.update(JSON.stringify(['vanished', word.id]));
      vanished.take(() => this.shortOfStored(word));
    }
    const lists = { added: this.added.named, vanished: vanished.named, changed: this.changed.named };
    return { before: this.stored.words.length, after, ...lists, digest: this.digest.digest('hex') };
  }

  private changeOf(entry: Extract<ReadEntry, { kind: 'changed' }>): ChangedObservation {
    const { fields, stored } = entry;
    const now = shortOf(entry);
    const { title } = this.shortOfStored(stored);
    // the words of a finding may be those of another tool: then this reading does not change them
    const shown = fields.includes('title') ? now : { ...now, title };
    return { ...shown, fields, before: { severity: stored.severity, title } };
  }

  private shortOfStored({ fingerprint, rule, severity }: StoredWord): VanishedObservation {
    const finding = this.stored.findings.get(fingerprint);
    if (finding === undefined) throw new TypeError('Every stored observation has its finding.');
    const { weakness, title, endpoint, state } = finding;
    return { weakness, rule, title, endpoint, severity, state };
  }
}

/** Whether another reading says the same. */
export function isNothing({ added, vanished, changed }: ReadingDifference): boolean {
  return added.count + vanished.count + changed.count === 0;
}

class NamedList<T> {
  private readonly items: T[] = [];
  private count = 0;

  take(describe: () => T): void {
    this.count += 1;
    if (this.items.length < NAMED) this.items.push(describe());
  }

  get named(): Named<T> {
    return { count: this.count, items: this.items };
  }
}

function shortOf({ report: { observation, draft } }: ReadEntry): ReadObservation {
  const { weakness, title, endpoint, severity } = draft;
  return { weakness, rule: observation.rule, title, endpoint, severity };
}

/** What was and what will be, as far as it is told apart. */
function identityOf(entry: Extract<ReadEntry, { kind: 'added' | 'changed' }>): string {
  const { observation, draft } = entry.report;
  const before = entry.kind === 'changed' ? entry.stored : undefined;
  const words = digestOf(JSON.stringify([draft, observation]));
  return JSON.stringify([entry.kind, before?.id, before?.severity, before?.evidenceDigest, entry.fields, words]);
}
