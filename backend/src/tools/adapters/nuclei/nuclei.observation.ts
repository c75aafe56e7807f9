import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { SEVERITIES, type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { webPageOf, webServiceOf } from '../../web-address.js';
import { MISSING_HEADERS, MISSING_HEADERS_TEMPLATE, TEMPLATE_RULES, type TemplateRule } from './nuclei.rules.js';
import { type NucleiMatch } from './nuclei.schema.js';

type Meaning = Pick<Observation, 'weakness' | 'endpoint' | 'discriminator' | 'title' | 'severity' | 'description'>;

/** Weaknesses of which a service may have several, told apart by the name of the matcher. */
const NAMED_BY_MATCHER = new Set(['http.technology', 'http.waf']);
const MAX_REFERENCES = 20;

/** What a match says about the endpoint; `path` is where it matched, and undefined for what is no web service. */
export function observationOf(match: NucleiMatch, endpoint: ObservedEndpoint, path: string | undefined): Observation {
  const { info } = match;
  const cwe = (info.classification?.['cwe-id'] ?? []).flatMap((id) => numberOf(/^cwe-(\d{1,5})$/i.exec(id)?.[1]));
  const cve = cveOf(match);
  const references = info.reference.filter((text) => /^https?:\/\/\S+$/.test(text)).slice(0, MAX_REFERENCES);
  return {
    ...meaningOf(match, endpoint, path, cve),
    rule: evidenceOf(match['template-id'], 200),
    toolSeverity: evidenceOf(info.severity, 20),
    evidence: evidenceOf(describe(match)),
    ...(info.remediation === undefined ? {} : { remediation: evidenceOf(info.remediation, 2000) }),
    ...(cwe.length === 0 ? {} : { cwe }),
    ...(cve.length === 0 ? {} : { cve }),
    ...(references.length === 0 ? {} : { references }),
  };
}

function meaningOf(
  match: NucleiMatch,
  endpoint: ObservedEndpoint,
  path: string | undefined,
  cve: readonly string[],
): Meaning {
  const rule = ruleOf(match);
  if (rule !== undefined) return knownMeaning(rule, match, endpoint, path);

  const words = {
    title: evidenceOf(match.info.name, 200) || evidenceOf(match['template-id'], 200),
    severity: statedSeverity(match.info.severity) ?? 'info',
    ...(match.info.description === undefined ? {} : { description: evidenceOf(match.info.description, 2000) }),
  };
  const [onlyCve, ...others] = cve;
  if (onlyCve !== undefined && others.length === 0) {
    return { ...words, weakness: `cve.${onlyCve}`, endpoint: serviceOf(endpoint, path) };
  }
  const name = match['matcher-name'] ?? match['extractor-name'];
  return {
    ...words,
    weakness: `nuclei.${match['template-id'].replace(/[^\w.-]/g, '_').slice(0, 150)}`,
    endpoint: path === undefined || path === '/' ? serviceOf(endpoint, path) : webPageOf(endpoint, path),
    ...(name === undefined ? {} : { discriminator: evidenceOf(name, 200) }),
  };
}

function ruleOf(match: NucleiMatch): TemplateRule | undefined {
  if (match['template-id'] !== MISSING_HEADERS_TEMPLATE) return TEMPLATE_RULES.get(match['template-id']);
  const weakness = MISSING_HEADERS.get(match['matcher-name'] ?? '');
  return weakness === undefined ? undefined : { weakness, place: 'service' };
}

function knownMeaning(
  rule: TemplateRule,
  match: NucleiMatch,
  endpoint: ObservedEndpoint,
  path: string | undefined,
): Meaning {
  const { weakness, place } = rule;
  const name = evidenceOf(match['matcher-name'] ?? '', 200);
  const service = serviceOf(endpoint, path);
  if (path !== undefined && place === 'page') return { weakness, endpoint: webPageOf(endpoint, path) };
  if (path !== undefined && place !== 'service') return { weakness, endpoint: webPageOf(endpoint, place) };
  if (!NAMED_BY_MATCHER.has(weakness) || name === '') return { weakness, endpoint: service };
  return { weakness, endpoint: service, discriminator: name.toLowerCase() };
}

function serviceOf(endpoint: ObservedEndpoint, path: string | undefined): ObservedEndpoint {
  return path === undefined ? endpoint : webServiceOf(endpoint);
}

/** The CVEs of the classification, or the one that the template is named after. */
function cveOf(match: NucleiMatch): string[] {
  const ids = [...(match.info.classification?.['cve-id'] ?? []), match['template-id']];
  return [...new Set(ids.map((id) => id.toUpperCase()).filter((id) => /^CVE-\d{4}-\d{4,10}$/.test(id)))];
}

/** Undefined for `unknown` and words that a later release may bring, which are no alarm of their own. */
export function statedSeverity(word: string): Severity | undefined {
  return SEVERITIES.find((severity) => severity === word.toLowerCase());
}

function describe(match: NucleiMatch): string {
  const extracted = match['extracted-results'].slice(0, 20).join('\n');
  return [
    `The template ${match['template-id']} matched at ${match['matched-at']}`,
    ...(match['matcher-name'] === undefined ? [] : [`Matcher: ${match['matcher-name']}`]),
    ...(extracted === '' ? [] : [`Extracted: ${extracted}`]),
  ].join('\n');
}

function numberOf(digits: string | undefined): number[] {
  return digits === undefined ? [] : [Number(digits)];
}
