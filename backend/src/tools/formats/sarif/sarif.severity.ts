import { evidenceOf } from '../../../findings/evidence.js';
import { type Severity } from '../../../findings/severity.js';
import { severityOfScore } from '../../report-reading/cvss-severity.js';
import { type SarifResult, type SarifRule } from './sarif.schema.js';

/** Maps, because a report may write `constructor` where a level belongs. */
const LEVELS: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'info'],
  ['none', 'info'],
]);

/** Tools also write a word where the score belongs. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['info', 'info'],
  ['informational', 'info'],
]);

/** How bad a result is, and the tool's words for it. */
export interface SarifSeverity {
  readonly severity: Severity;
  readonly toolSeverity: string;
}

/** The score counts more than the level: three levels cannot tell high from critical. */
export function severityOf({ level: own, properties }: SarifResult, rule: SarifRule | undefined): SarifSeverity {
  const level = own ?? rule?.defaultConfiguration?.level ?? 'warning';
  for (const score of [properties?.['security-severity'], rule?.properties?.['security-severity']]) {
    const severity = severityOfText(score);
    if (severity !== undefined) {
      return { severity, toolSeverity: evidenceOf(`${level}, security-severity ${String(score)}`, 100) };
    }
  }
  return { severity: LEVELS.get(level) ?? 'medium', toolSeverity: evidenceOf(level, 30) };
}

function severityOfText(score: unknown): Severity | undefined {
  if (typeof score !== 'string' && typeof score !== 'number') return undefined;
  const text = String(score).trim().toLowerCase();
  const number = text === '' ? NaN : Number(text);
  return Number.isFinite(number) ? severityOfScore(number) : WORDS.get(text);
}
