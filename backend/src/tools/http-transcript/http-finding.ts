import { evidenceOf } from '../../findings/evidence.js';
import { type Observation } from '../../findings/observation.js';
import { type Endpoint } from '../../targets/endpoint.js';
import { withoutLongRuns } from './long-runs.js';

/** A weakness that a probe saw on a web service, before the endpoint is added. */
export interface HttpFinding extends Pick<
  Observation,
  'weakness' | 'rule' | 'discriminator' | 'title' | 'severity' | 'description' | 'remediation' | 'references' | 'cve'
> {
  /** What proves it, as it came from the server: controls and secrets are taken out later. */
  readonly evidence: string;
}

export function observationOf(finding: HttpFinding, endpoint: Endpoint): Observation {
  return { ...finding, endpoint, evidence: evidenceOf(withoutLongRuns(finding.evidence)) };
}
