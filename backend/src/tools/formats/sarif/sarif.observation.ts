import { createHash } from 'node:crypto';
import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { placeOfUrl } from '../../report-reading/reported-place.js';
import { type SarifDistinction } from './sarif.distinction.js';
import { evidenceAt } from './sarif.evidence.js';
import { cveOfRule, cvesOf, cwesOf } from './sarif.identifiers.js';
import { discriminatorsOf, type SarifPlace } from './sarif.place.js';
import { type SarifRun } from './sarif.run.js';
import { type SarifLocation, type SarifResult, type SarifRule } from './sarif.schema.js';
import { severityOf } from './sarif.severity.js';

/** What a report as a whole knows. */
export interface SarifReport {
  readonly distinction: SarifDistinction;
  /** Asked when a result lies in a file: files have no host. */
  readonly targetOf: () => ObservedEndpoint;
}

/** What a result says of each of its places; of the target as a whole when it names none. */
export function observationsOf(result: SarifResult, run: SarifRun, report: SarifReport): Observation[] {
  const rule = run.ruleOf(result);
  const message = run.wordsOf(result.message, rule);
  const id = nameOf(result, rule, message);
  const cve = cveOfRule(id);
  const weakness = cve === undefined ? `sarif.${safe(run.driver)}.${safe(id)}` : `cve.${cve}`;
  const shared = {
    weakness,
    rule: evidenceOf(id, 200) || 'unknown',
    title: evidenceOf(titleOf(message, run, rule), 200) || evidenceOf(id, 200) || 'unknown',
    ...severityOf(result, rule),
    ...wordsOf(result, run, rule),
    ...identifiersOf(id, result, rule),
  };
  const part = cve === undefined ? '' : id.replace(new RegExp(cve, 'i'), '').replace(/^[\W_]+|[\W_]+$/g, '');
  const locations = result.locations.length === 0 ? [undefined] : result.locations;
  return locations.map((location) => {
    const address = run.addressOf(location);
    const page = address === undefined ? undefined : placeOfUrl(address);
    const endpoint = page ?? report.targetOf();
    const place = { location, address, isPage: page !== undefined, part, message };
    const discriminator = distinguished(result, { weakness, endpoint, id }, place, report.distinction);
    return {
      ...shared,
      endpoint,
      ...(discriminator === '' ? {} : { discriminator }),
      evidence: evidenceAt(location, result, run, message),
    };
  });
}

/** Some tools name no rule: then it is what they say. */
function nameOf({ ruleId, rule: reference }: SarifResult, rule: SarifRule | undefined, message: string): string {
  const names = [ruleId, reference?.id, rule?.id, rule?.name, message.trim().split('\n')[0]?.slice(0, 100)];
  return names.find((name) => name !== undefined && name !== '')?.slice(0, 1000) ?? 'unknown';
}

interface SarifIdentity {
  readonly weakness: string;
  readonly endpoint: ObservedEndpoint;
  readonly id: string;
}

function distinguished(
  result: SarifResult,
  { weakness, endpoint, id }: SarifIdentity,
  place: SarifPlace,
  distinction: SarifDistinction,
): string {
  const scope = JSON.stringify([weakness, endpoint.host, endpoint.port, endpoint.path]);
  const content = JSON.stringify([id, place.address, regionOf(place.location), place.message]);
  return distinction.of(scope, discriminatorsOf(result, place), content);
}

function regionOf(location: SarifLocation | undefined): readonly unknown[] {
  const { startLine, startColumn } = location?.physicalLocation?.region ?? {};
  return [startLine, startColumn];
}

function titleOf(message: string, run: SarifRun, rule: SarifRule | undefined): string {
  const [line = ''] = message.trim().split('\n');
  return line.trim() || run.wordsOf(rule?.shortDescription ?? rule?.fullDescription, rule) || (rule?.name ?? '');
}

/** The rule's own words on what is wrong, and the result's on what to do. */
function wordsOf({ fixes }: SarifResult, run: SarifRun, rule: SarifRule | undefined) {
  const what = run.wordsOf(rule?.fullDescription, rule) || run.wordsOf(rule?.shortDescription, rule);
  const help = run.wordsOf(rule?.help, rule);
  const words = [what, isAddress(help) || help === what ? '' : help];
  const address = [rule?.helpUri ?? '', help].find(isAddress);
  const description = evidenceOf(words.filter((text) => text !== '').join('\n\n'));
  const remediation = evidenceOf(fixes.map((fix) => run.wordsOf(fix.description, rule)).join('\n'), 2000);
  return {
    ...(description === '' ? {} : { description }),
    ...(remediation === '' ? {} : { remediation }),
    ...(address === undefined ? {} : { references: [evidenceOf(address, 500)] }),
  };
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S{3,500}$/.test(text);
}

function identifiersOf(id: string, result: SarifResult, rule: SarifRule | undefined) {
  const cve = cvesOf(id, result, rule);
  const cwe = cwesOf(result, rule);
  return { ...(cve.length === 0 ? {} : { cve }), ...(cwe.length === 0 ? {} : { cwe }) };
}

/** A name as part of a key; one that is too long ends with its hash. */
function safe(name: string): string {
  const key = name
    .slice(0, 1000)
    .trim()
    .replace(/[^\w.-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '');
  if (key.length <= 150) return key || 'unknown';
  return `${key.slice(0, 130)}-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}
