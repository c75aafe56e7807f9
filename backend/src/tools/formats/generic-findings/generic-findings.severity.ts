import { type Severity } from '../../../findings/severity.js';
import { severityOfScore, severityOfVector } from '../../report-reading/cvss-severity.js';
import { type GenericFinding } from './generic-finding.js';

/** A map, because a report may write `constructor` where a word belongs. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['info', 'info'],
  ['informational', 'info'],
]);

const VECTOR = /(?:CVSS:\d\.\d\/)?AV:[A-Z][A-Z:/]{5,300}/i;

/** By the word; where that is none, by the score or vector of CVSS; else it is info. */
export function severityOf({ severity, scores, vectors }: GenericFinding): Severity {
  const known = [WORDS.get(severity.trim().toLowerCase()), ...scores.map(ofScore), ...vectors.map(ofVector)];
  return known.find((one) => one !== undefined) ?? 'info';
}

function ofScore(text: string): Severity | undefined {
  return /^\d{1,2}(?:\.\d{1,3})?$/.test(text.trim()) ? severityOfScore(Number(text)) : undefined;
}

/** The vector may stand among other words. */
function ofVector(text: string): Severity | undefined {
  return severityOfVector(VECTOR.exec(text.slice(0, 1000))?.[0] ?? '');
}
