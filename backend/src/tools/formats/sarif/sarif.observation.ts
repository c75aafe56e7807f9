import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { severityOfScore } from '../../report-reading/cvss-severity.js';
import { placeOfUrl } from '../../report-reading/reported-place.js';
import { type SarifResult, type SarifRule } from './sarif.schema.js';
import { type SarifRun, wordsOf } from './sarif.run.js';

const LEVELS: Readonly<Record<string, Severity>> = { error: 'high', warning: 'medium', note: 'info', none: 'info' };

/** What a result says. `targetOf` is asked when it lies in a file: files have no host. */
export function observationOf(result: SarifResult, run: SarifRun, targetOf: () => ObservedEndpoint): Observation {
  const rule = run.ruleOf(result);
  const id = result.ruleId ?? result.rule?.id ?? rule?.id ?? rule?.name ?? 'unknown';
  const message = wordsOf(result.message, rule);
  const address = run.addressOf(result);
  const page = address === undefined ? undefined : placeOfUrl(address);
  const cve = /^(?:.{0,20}[-_/])?(CVE-\d{4}-\d{4,7})\b/i.exec(id)?.[1]?.toUpperCase();
  const cwe = cwesOf(result, rule);
  const level = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
  const description = [
    wordsOf(rule?.fullDescription, rule) || wordsOf(rule?.shortDescription, rule),
    wordsOf(rule?.help, rule),
  ];
  return {
    weakness: cve === undefined ? `sarif.${safe(run.driver)}.${safe(id)}` : `cve.${cve}`,
    rule: evidenceOf(id, 200) || 'unknown',
    title: evidenceOf(titleOf(message, rule, id), 200) || id.slice(0, 200),
    severity: severityOf(result, rule, level),
    toolSeverity: evidenceOf(level, 30),
    endpoint: page ?? targetOf(),
    ...discriminatorOf(result, page === undefined ? address : undefined, message),
    evidence: evidenceOf(describe(result, address, message)),
    description: evidenceOf(description.filter((text) => text !== '').join('\n\n')),
    remediation: evidenceOf((result.fixes ?? []).map((fix) => wordsOf(fix.description, rule)).join('\n'), 2000),
    ...(cwe.length === 0 ? {} : { cwe }),
    ...(rule?.helpUri !== undefined && /^https?:\/\//.test(rule.helpUri)
      ? { references: [rule.helpUri.slice(0, 500)] }
      : {}),
  };
}

function titleOf(message: string, rule: SarifRule | undefined, id: string): string {
  const named = wordsOf(rule?.shortDescription, rule) || rule?.name;
  return (message.split('\n')[0] ?? '').trim() || named || id;
}

/** A score that the rule gives counts more than the level: three levels cannot tell high from critical. */
function severityOf({ properties }: SarifResult, rule: SarifRule | undefined, level: string): Severity {
  const score = properties?.['security-severity'] ?? rule?.properties?.['security-severity'];
  const number = typeof score === 'string' || typeof score === 'number' ? Number(score) : NaN;
  return Number.isFinite(number) ? severityOfScore(number) : (LEVELS[level] ?? 'medium');
}

/** Where in the source: by what survives a change of lines, when the tool tells it. */
function discriminatorOf(
  { locations, partialFingerprints, fingerprints }: SarifResult,
  file: string | undefined,
  message: string,
) {
  const line = locations?.[0]?.physicalLocation?.region?.startLine;
  const stable = Object.values(fingerprints ?? partialFingerprints ?? {})[0];
  const inFile = stable === undefined ? (line === undefined ? '' : `:${line}`) : `#${stable}`;
  const text = file === undefined ? (stable ?? (line === undefined ? message : `line ${line}`)) : file + inFile;
  const discriminator = evidenceOf(text, 300);
  return discriminator === '' ? {} : { discriminator };
}

function cwesOf({ properties }: SarifResult, rule: SarifRule | undefined): number[] {
  const tags = [
    rule?.properties?.['tags'],
    rule?.properties?.['cwe'],
    properties?.['cwe'],
    properties?.['tags'],
  ].flat();
  const related = (rule?.relationships ?? []).map(({ target }) => target?.id ?? '');
  const numbers = [...tags, ...related].flatMap((tag) =>
    typeof tag === 'string' ? (/cwe[-/ ]?(\d{1,5})/i.exec(tag)?.[1] ?? []) : [],
  );
  return [...new Set(numbers.map(Number))];
}

function describe({ locations }: SarifResult, address: string | undefined, message: string): string {
  const region = locations?.[0]?.physicalLocation?.region;
  const place =
    address === undefined ? '' : `${address}${region?.startLine === undefined ? '' : `:${region.startLine}`}`;
  return [place, message, region?.snippet?.text ?? ''].filter((text) => text !== '').join('\n');
}

function safe(name: string): string {
  return (
    name
      .trim()
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[.-]+|[.-]+$/g, '')
      .slice(0, 100) || 'unknown'
  );
}
