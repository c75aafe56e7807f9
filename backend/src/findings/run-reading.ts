import { createHash } from 'node:crypto';
import { type ObservedEndpoint } from '../targets/endpoint.js';
import { type FindingState } from './finding-state.js';
import { type FindingDraft } from './finding.js';
import { type Report } from './findings.repository.js';
import { type Severity } from './severity.js';

/** What may differ of one observation from reading to reading. `references` stands for what is known about the weakness. */
export const READ_FIELDS = ['severity', 'evidence', 'title', 'description', 'remediation', 'references'] as const;

export type ReadField = (typeof READ_FIELDS)[number];

/** One observation as it is stored; its evidence as a digest, for it may be long. */
export interface StoredWord {
  readonly id: string;
  readonly findingId: string;
  /** That it has by itself. */
  readonly fingerprint: string;
  /** The same when a person has put it into another finding; empty otherwise. */
  readonly own: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly toolSeverity?: string;
  readonly evidenceDigest: string;
}

/** What the finding of a stored observation says. */
export interface StoredFinding {
  readonly id: string;
  readonly weakness: string;
  readonly endpoint: ObservedEndpoint;
  readonly title: string;
  /** What is decided about it. */
  readonly state: FindingState;
  readonly descriptionDigest: string;
  readonly remediationDigest: string;
  /** CWE numbers, CVE identifiers and references. */
  readonly lists: ReadonlySet<string>;
  /** Who gave the finding its words. */
  readonly wordsOf: 'this run' | 'another run';
}

/** What a run has reported. */
export interface StoredReading {
  /** In the order in which they were reported. */
  readonly words: readonly StoredWord[];
  /** By fingerprint. */
  readonly findings: ReadonlyMap<string, StoredFinding>;
}

/** What one observation of today is beside the stored ones; `same` also when this very reading has said it before. */
export type ReadEntry =
  | { readonly kind: 'same'; readonly report: Report }
  | { readonly kind: 'added'; readonly report: Report; readonly fields: readonly ReadField[] }
  | {
      readonly kind: 'changed';
      readonly report: Report;
      readonly fields: readonly ReadField[];
      readonly stored: StoredWord;
    };

/** Puts the observations that are read now beside those that are stored, one after the other. */
export class ReadingComparison {
  private readonly stored: ReadonlyMap<string, StoredWord>;
  private readonly said = new Set<string>();
  private readonly worded = new Set<string>();

  constructor(private readonly reading: StoredReading) {
    this.stored = new Map(reading.words.map((word) => [keyOf(word.fingerprint, word.rule), word]));
  }

  /** How many observations were read, repeats left out. */
  get count(): number {
    return this.said.size;
  }

  take(report: Report): ReadEntry {
    const { draft, observation } = report;
    const key = keyOf(draft.fingerprint, observation.rule);
    if (this.said.has(key)) return { kind: 'same', report };
    this.said.add(key);
    const words = this.changedWords(draft);
    const stored = this.stored.get(key);
    if (stored === undefined) return { kind: 'added', report, fields: words };
    const fields = [...changedSayings(stored, report), ...words];
    return fields.length === 0 ? { kind: 'same', report } : { kind: 'changed', report, fields, stored };
  }

  /** Those of the stored observations that were not read. To be asked at the end. */
  vanished(): readonly StoredWord[] {
    return this.reading.words.filter(({ fingerprint, rule }) => !this.said.has(keyOf(fingerprint, rule)));
  }

  /** The first observation of a finding gives it its words, if this run was the first to see it. */
  private changedWords(draft: FindingDraft): readonly ReadField[] {
    const finding = this.reading.findings.get(draft.fingerprint);
    if (finding === undefined) return [];
    const isFirst = !this.worded.has(draft.fingerprint);
    this.worded.add(draft.fingerprint);
    const fields: ReadField[] = [];
    if (isFirst && finding.wordsOf === 'this run') {
      if (draft.title !== finding.title) fields.push('title');
      if (digestOf(draft.description) !== finding.descriptionDigest) fields.push('description');
      if (digestOf(draft.remediation) !== finding.remediationDigest) fields.push('remediation');
    }
    if (listsOf(draft).some((entry) => !finding.lists.has(entry))) fields.push('references');
    return fields;
  }
}

/** Everything that a finding lists, as one list. */
export function listsOf({ cwe, cve, references }: Pick<FindingDraft, 'cwe' | 'cve' | 'references'>): readonly string[] {
  return [...cwe.map((number) => `CWE-${number}`), ...cve, ...references];
}

/** A short stand-in for a text that may be long. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function changedSayings(stored: StoredWord, { observation, draft }: Report): readonly ReadField[] {
  const fields: ReadField[] = [];
  if (draft.severity !== stored.severity || observation.toolSeverity !== stored.toolSeverity) fields.push('severity');
  if (digestOf(observation.evidence) !== stored.evidenceDigest) fields.push('evidence');
  return fields;
}

function keyOf(fingerprint: string, rule: string): string {
  return `${fingerprint} ${rule}`;
}
