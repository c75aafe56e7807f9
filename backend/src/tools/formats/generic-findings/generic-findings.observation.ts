import { createHash } from 'node:crypto';
import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { severityOfVector } from '../../report-reading/cvss-severity.js';
import { addressesIn } from '../../report-reading/plain-text.js';
import { placeOfHost, placeOfUrl } from '../../report-reading/reported-place.js';

/** One entry, in whichever form. */
export interface GenericFinding {
  readonly title: string;
  readonly severity: string;
  readonly vectors: readonly string[];
  readonly description: string;
  readonly mitigation: string;
  readonly impact: string;
  readonly references: string;
  readonly cwe: readonly number[];
  /** CVE and other identifiers. */
  readonly vulnerabilityIds: readonly string[];
  /** The tool's name of the rule. */
  readonly rule: string;
  /** The tool's name of this very entry. */
  readonly uniqueId: string;
  readonly filePath: string;
  readonly line: string;
  readonly component: string;
  readonly falsePositive: boolean;
  readonly duplicate: boolean;
}

const WORDS: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  info: 'info',
  informational: 'info',
};

/** Why an entry is no observation; undefined when it is one. */
export function whyNot({ title, falsePositive, duplicate }: GenericFinding): string | undefined {
  if (title.trim() === '') return 'an entry without title';
  if (falsePositive) return 'an entry that is marked as false positive';
  return duplicate ? 'an entry that is marked as duplicate' : undefined;
}

/** What an entry says of a place. */
export function observationOf(finding: GenericFinding, endpoint: ObservedEndpoint): Observation {
  const [cve, ...others] = cvesOf(finding);
  const rule = evidenceOf(finding.rule || (finding.vulnerabilityIds[0] ?? '') || finding.title, 200) || 'unknown';
  const references = addressesIn(finding.references);
  return {
    weakness: cve !== undefined && others.length === 0 ? `cve.${cve}` : `generic.${keyOf(finding)}`,
    rule,
    title: evidenceOf(finding.title, 200) || 'An entry without title',
    severity: severityOf(finding),
    toolSeverity: evidenceOf(finding.severity, 30),
    endpoint,
    ...discriminatorOf(finding),
    evidence: evidenceOf(describe(finding)),
    description: evidenceOf([finding.description, finding.impact].filter((text) => text !== '').join('\n\n')),
    remediation: evidenceOf(finding.mitigation, 2000),
    ...(finding.cwe.length === 0 ? {} : { cwe: finding.cwe }),
    ...(cve === undefined ? {} : { cve: [cve, ...others] }),
    ...(references.length === 0 ? {} : { references }),
  };
}

/** `https://host/path`, `host:port` or `host`. */
export function placeOf(text: string): ObservedEndpoint | undefined {
  const page = placeOfUrl(text.trim());
  if (page !== undefined) return page;
  const [, rest = ''] = /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/|\/\/)?([^/?#]{1,300})/i.exec(text.trim()) ?? [];
  const [, host, port] = /^(.{1,255}):(\d{1,5})$/.exec(rest) ?? [];
  if (host !== undefined && !host.includes(':')) return placeOfHost(host, { port: Number(port) });
  return placeOfHost(rest);
}

/** Words that are none of the five count as info, unless a vector says more. */
function severityOf({ severity, vectors }: GenericFinding): Severity {
  const word = WORDS[severity.trim().toLowerCase()];
  return word ?? vectors.map(severityOfVector).find((known) => known !== undefined) ?? 'info';
}

/** A name of the rule is the same for all that it finds; without one, the title has to do. */
function keyOf({ rule, title }: GenericFinding): string {
  const words = rule || title;
  const readable = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${readable}-${createHash('sha256').update(words).digest('hex').slice(0, 8)}`;
}

function discriminatorOf({ uniqueId, filePath, line, component, description, rule }: GenericFinding) {
  const file = filePath === '' ? '' : `${filePath}${line === '' ? '' : `:${line}`}`;
  const other = rule === '' ? description : '';
  const text = uniqueId || [file, component].filter((part) => part !== '').join(' ') || other;
  const discriminator = evidenceOf(text, 200);
  return discriminator === '' ? {} : { discriminator };
}

function cvesOf({ vulnerabilityIds }: GenericFinding): string[] {
  const known = vulnerabilityIds.map((id) => id.trim().toUpperCase()).filter((id) => /^CVE-\d{4}-\d{4,7}$/.test(id));
  return [...new Set(known)];
}

function describe({
  title,
  description,
  filePath,
  line,
  component,
  vulnerabilityIds,
  vectors,
}: GenericFinding): string {
  const facts = [
    filePath === '' ? '' : `File: ${filePath}${line === '' ? '' : `:${line}`}`,
    component === '' ? '' : `Component: ${component}`,
    vulnerabilityIds.length === 0 ? '' : vulnerabilityIds.join(', '),
    ...vectors,
  ];
  return [title, ...facts, description].filter((text) => text !== '').join('\n');
}
