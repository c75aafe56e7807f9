import { createHash } from 'node:crypto';
import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { addressesIn } from '../../report-reading/plain-text.js';
import { cvesOf, type GenericFinding } from './generic-finding.js';
import { discriminatorOf, type NamedAfter } from './generic-findings.discriminator.js';
import { severityOf } from './generic-findings.severity.js';

/** What an entry says of a place. */
export function observationOf(finding: GenericFinding, endpoint: ObservedEndpoint): Observation {
  const cve = cvesOf(finding);
  const { weakness, namedAfter } = weaknessOf(finding, cve);
  const discriminator = discriminatorOf(finding, namedAfter);
  const references = addressesIn(finding.references);
  return {
    weakness,
    rule: evidenceOf(finding.rule || (finding.vulnerabilityIds[0] ?? '') || finding.title, 200) || 'unknown',
    title: evidenceOf(finding.title, 200) || 'An entry without title',
    severity: severityOf(finding),
    ...textsOf({ toolSeverity: evidenceOf(finding.severity, 30), discriminator }),
    endpoint,
    evidence: evidenceOf(describe(finding)),
    ...textsOf({ description: evidenceOf(finding.description), remediation: remediationOf(finding) }),
    ...(finding.cwe.length === 0 ? {} : { cwe: finding.cwe }),
    ...(cve.length === 0 ? {} : { cve }),
    ...(references.length === 0 ? {} : { references }),
  };
}

/** A name of the rule is the same for all that it finds; without one, the title has to do. */
function weaknessOf({ rule, vulnerabilityIds, title }: GenericFinding, cve: readonly string[]) {
  const [first, ...others] = cve;
  if (first !== undefined && others.length === 0) return { weakness: `cve.${first}`, namedAfter: 'cve' as NamedAfter };
  const [id = '', ...moreIds] = vulnerabilityIds;
  const name = rule || (moreIds.length === 0 ? id : '');
  const namedAfter: NamedAfter = name === '' ? 'title' : 'rule';
  return { weakness: `generic-findings.${keyOf(name || title)}`, namedAfter };
}

/** A name as part of a key: as it is, or readable and with its hash when it has other characters. */
function keyOf(name: string): string {
  if (/^\w(?:[\w-]|\.\w){0,99}$/.test(name)) return name;
  const readable = name
    .slice(0, 300)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${readable || 'entry'}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

function remediationOf({ mitigation, fixVersion }: GenericFinding): string {
  const fix = fixVersion === '' ? '' : `Fixed in version ${fixVersion}.`;
  return evidenceOf([mitigation, fix].filter((text) => text !== '').join('\n'), 2000);
}

function describe(finding: GenericFinding): string {
  const { title, filePath, line, component, parameter, vulnerabilityIds, vectors, scores, facts, description } =
    finding;
  const named = {
    File: line === '' ? filePath : `${filePath}:${line}`,
    Component: component,
    Parameter: parameter,
    Identifiers: vulnerabilityIds.join(', '),
    CVSS: [...vectors, ...scores].join(', '),
    ...facts,
  };
  const lines = Object.entries(named).flatMap(([name, text]) => (text === '' ? [] : [`${name}: ${text}`]));
  return [title, ...lines, description].filter((text) => text !== '').join('\n');
}

/** Those of the texts that are not empty. */
function textsOf<T extends string>(texts: Readonly<Record<T, string>>): Partial<Record<T, string>> {
  const known = Object.entries<string>(texts).filter(([, text]) => text !== '');
  return Object.fromEntries(known) as Partial<Record<T, string>>;
}
