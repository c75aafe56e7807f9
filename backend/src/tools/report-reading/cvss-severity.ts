import * as loaded from 'ae-cvss-calculator';
import { type Severity } from '../../findings/severity.js';

/** The library is CommonJS whose names Node cannot see: there it is the default, and in tests it is not. */
const cvss = (loaded as typeof loaded & { readonly default?: typeof loaded }).default ?? loaded;

/** Longer texts are no vectors. */
const MAX_VECTOR_LENGTH = 400;

/** Version 2 had no prefix. */
const VERSIONS = [
  ['CVSS:4.0/', cvss.Cvss4P0],
  ['CVSS:3.1/', cvss.Cvss3P1],
  ['CVSS:3.0/', cvss.Cvss3P0],
  ['AV:', cvss.Cvss2],
] as const;

/**
 * The word for a score. Version 2 had no "critical", but its scores read the same way here.
 * @see https://www.first.org/cvss/v4.0/specification-document#Qualitative-Severity-Rating-Scale
 */
export function severityOfScore(score: number): Severity {
  if (!(score > 0)) return 'info';
  if (score < 4) return 'low';
  if (score < 7) return 'medium';
  return score < 9 ? 'high' : 'critical';
}

/** The severity of a CVSS vector of version 2 to 4; undefined for text that is none. */
export function severityOfVector(vector: string): Severity | undefined {
  const text = vector.length > MAX_VECTOR_LENGTH ? '' : vector.trim().replace(/^\(|\)$/g, '');
  const Version = VERSIONS.find(([prefix]) => text.startsWith(prefix))?.[1];
  if (Version === undefined) return undefined;
  try {
    const known = new Version(text);
    return known.isBaseFullyDefined() ? severityOfScore(known.calculateScores().overall) : undefined;
  } catch {
    return undefined; // the library throws for metrics that it does not know
  }
}
