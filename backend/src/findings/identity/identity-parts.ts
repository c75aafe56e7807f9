import { type Finding, type FindingDraft } from '../finding.js';
import { type IdentityPart } from './identity-decision.js';

/**
 * What a draft says as a part of another finding: a finding that others were joined into keeps its own words and place; one
 * that was split off has none but those of its tool.
 */
export function saidAsPart(
  { into, kind }: IdentityPart,
  finding: Finding | undefined,
  draft: FindingDraft,
): FindingDraft {
  if (kind === 'split' || finding === undefined) return { ...draft, fingerprint: into };
  const { weakness, title, description, remediation, endpoint } = finding;
  return { ...draft, fingerprint: into, weakness, title, description, remediation, endpoint };
}
