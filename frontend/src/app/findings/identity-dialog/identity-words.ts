import { type Finding } from '../../api/generated/model/finding';
import { type NewIdentityDecision } from '../identity.mutations';

/** What is asked: whether several findings are one, or which tool speaks of something else. */
export type IdentitySubject =
  | { readonly kind: 'join'; readonly findings: readonly Finding[] }
  | { readonly kind: 'split'; readonly finding: Finding };

/** A decision as the form holds it. */
export interface IdentityWords {
  /** The finding that stays, or the tool whose words are split off. */
  readonly choice: string;
  readonly reason: string;
  readonly by: string;
}

export interface IdentityChoice {
  readonly value: string;
  readonly title: string;
  readonly means: string;
}

/** What one may choose from. */
export function choicesFor(subject: IdentitySubject): readonly IdentityChoice[] {
  if (subject.kind === 'split') return subject.finding.tools.map((tool) => ({ value: tool, title: tool, means: '' }));
  return subject.findings.map(({ id, title, endpoint, tools }) => ({
    value: id,
    title,
    means: `${endpoint.label} · ${tools.join(', ')}`,
  }));
}

/** Why findings cannot be joined; undefined when they can. The server has the last word. */
export function obstacleToJoin(findings: readonly Finding[]): string | undefined {
  if (findings.length < 2) return 'Choose at least two findings.';
  const hosts = new Set(findings.map(({ endpoint }) => endpoint.host.toLowerCase()));
  return hosts.size === 1 ? undefined : 'Only findings of one host can be one.';
}

/** What is missing before the decision can be made; undefined when nothing is. */
export function missingIn(kind: IdentitySubject['kind'], { choice, reason, by }: IdentityWords): string | undefined {
  if (choice === '') return kind === 'join' ? 'Choose which one stays.' : 'Choose the tool.';
  if (reason.trim() === '') return 'Say why: others have to understand it later.';
  return by.trim() === '' ? 'Say who decides.' : undefined;
}

/** The decision in the words of the API. */
export function decisionFrom(subject: IdentitySubject, { choice, ...words }: IdentityWords): NewIdentityDecision {
  const who = { reason: words.reason.trim(), by: words.by.trim() };
  if (subject.kind === 'split') return { id: subject.finding.id, split: { tool: choice, ...who } };
  const others = subject.findings.map(({ id }) => id).filter((id) => id !== choice);
  return { id: choice, join: { findings: others, ...who } };
}
