import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { webPageOf } from '../../web-address.js';
import { type NmapFinding } from './nmap-finding.js';
import { type NmapService } from './nmap-report.js';
import { type NmapScript } from './nmap-script.js';
import { readScript } from './script-rules.js';

/** Characters of titles and discriminators, which nmap's scripts choose. */
const TITLE_LENGTH = 200;

/** What a script says, and what is to be told of it besides. */
export interface ScriptReading {
  readonly observations: readonly Observation[];
  readonly note?: string;
}

/** What a script says of the endpoint on which it ran. */
export function scriptReading(
  script: NmapScript,
  endpoint: ObservedEndpoint,
  { service, seenAt }: { readonly service?: NmapService | undefined; readonly seenAt?: Date | undefined },
): ScriptReading {
  const { findings, note } = readScript({
    script,
    endpoint,
    ...(service === undefined ? {} : { service }),
    ...(seenAt === undefined ? {} : { seenAt }),
  });
  const observations = findings.map((finding) => {
    const place = finding.path === undefined ? endpoint : webEndpointOf(endpoint, service);
    return nmapObservation(finding, script.id, place);
  });
  return { observations, ...(note === undefined ? {} : { note }) };
}

/** A finding of nmap as it is reported. */
export function nmapObservation(finding: NmapFinding, rule: string, endpoint: ObservedEndpoint): Observation {
  const { path, ...rest } = finding;
  const place = path === undefined ? endpoint : webPageOf(endpoint, path);
  return { ...rest, ...plainTexts(finding), rule, endpoint: place };
}

/** The texts of a finding as they may be stored. */
function plainTexts({ evidence, title, description, discriminator }: NmapFinding) {
  return {
    evidence: evidenceOf(evidence),
    ...(title === undefined ? {} : { title: evidenceOf(title, TITLE_LENGTH) }),
    ...(description === undefined ? {} : { description: evidenceOf(description) }),
    ...(discriminator === undefined ? {} : { discriminator: evidenceOf(discriminator, TITLE_LENGTH) }),
  };
}

/** What nmap asked over HTTP speaks HTTP, whether or not the service has said so. */
function webEndpointOf(endpoint: ObservedEndpoint, service: NmapService | undefined): ObservedEndpoint {
  return { ...endpoint, protocol: service?.tunnelled === true ? 'https' : 'http' };
}
