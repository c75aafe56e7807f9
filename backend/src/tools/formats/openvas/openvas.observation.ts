import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint, type Transport } from '../../../targets/endpoint.js';
import { placeOfHost } from '../../report-reading/reported-place.js';
import { severityOf, weaknessOf } from './openvas.rules.js';

/** One result of a report, in whichever form. */
export interface OpenvasResult {
  readonly oid: string;
  readonly name: string;
  readonly ip: string;
  readonly hostName: string;
  readonly port: number | undefined;
  readonly transport: Transport | undefined;
  /** High, Medium, Low, Log ... */
  readonly threat: string;
  /** CVSS base score. */
  readonly score: string;
  readonly detail: string;
  readonly description: string;
  readonly solution: string;
  readonly cve: readonly string[];
  readonly references: readonly string[];
}

/** What a result says; undefined when it names no host. */
export function observationOf(result: OpenvasResult): Observation | undefined {
  const endpoint = placeOf(result);
  if (endpoint === undefined) return undefined;
  const known = weaknessOf(result.name);
  const [cve, ...others] = result.cve;
  const weakness = known ?? (cve !== undefined && others.length === 0 ? `cve.${cve}` : `openvas.${safe(result.oid)}`);
  return {
    weakness,
    rule: evidenceOf(result.oid, 100) || 'unknown',
    severity: severityOf(result.threat, result.score),
    toolSeverity: evidenceOf([result.threat, result.score].filter((word) => word !== '').join(' '), 50),
    endpoint,
    evidence: evidenceOf([result.name, result.detail].filter((text) => text !== '').join('\n\n')),
    ...(known === undefined ? wordsOf(result) : {}),
    ...(result.cve.length === 0 ? {} : { cve: result.cve.slice(0, 100) }),
    ...(result.references.length === 0 ? {} : { references: result.references }),
  };
}

function wordsOf({ name, oid, description, solution }: OpenvasResult) {
  return {
    title: evidenceOf(name, 200) || `OpenVAS test ${safe(oid)}`,
    ...(description === '' ? {} : { description: evidenceOf(description) }),
    ...(solution === '' ? {} : { remediation: evidenceOf(solution, 2000) }),
  };
}

function placeOf({ ip, hostName, port, transport }: OpenvasResult): ObservedEndpoint | undefined {
  const place = { ...(port === undefined || port === 0 ? {} : { port, transport }), address: ip };
  return placeOfHost(hostName, place) ?? placeOfHost(ip, place);
}

/** `443/tcp`, `general/tcp`, and formerly `https (443/tcp)`. */
export function portOf(text: string): Pick<OpenvasResult, 'port' | 'transport'> {
  const [, number, transport] = /(\d{1,5})\/(tcp|udp)/.exec(text) ?? [];
  return {
    port: number === undefined ? undefined : Number(number),
    transport: transport === 'udp' ? 'udp' : transport === undefined ? undefined : 'tcp',
  };
}

export function cvesIn(text: string): string[] {
  return [...new Set(text.toUpperCase().match(/CVE-\d{4}-\d{4,7}/g) ?? [])];
}

function safe(oid: string): string {
  return oid.replace(/[^\w.-]/g, '_').slice(0, 100) || 'unknown';
}
