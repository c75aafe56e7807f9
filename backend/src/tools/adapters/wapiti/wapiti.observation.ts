import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { SEVERITIES, type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { pathOf, placeOfUrl } from '../../report-reading/reported-place.js';
import { webPageOf, webServiceOf } from '../../web-address.js';
import { meaningOf } from './wapiti.rules.js';

/** One entry of a report, in whichever form. */
export interface WapitiEntry {
  /** The class of weakness, as the report calls it. */
  readonly name: string;
  readonly method: string;
  /** A path, or a whole address. */
  readonly path: string;
  readonly parameter: string;
  readonly info: string;
  /** 0 to 4. */
  readonly level: string;
  readonly request: string;
}

/** What a report says of a class of weaknesses. */
export interface WapitiClass {
  readonly description: string;
  readonly solution: string;
  readonly references: readonly string[];
}

/** What an entry says about the web service that the report is about. */
export function observationOf(
  entry: WapitiEntry,
  about: WapitiClass | undefined,
  target: ObservedEndpoint,
): Observation {
  const { name, method, parameter, info, level } = entry;
  const place = placeOfUrl(entry.path);
  const path = place?.path ?? pathOf(entry.path);
  const service = place === undefined ? target : { ...place };
  const meaning = meaningOf(name, info);
  const links = (about?.references ?? []).filter((reference) => /^https?:\/\//.test(reference));
  return {
    ...(meaning === undefined ? ownMeaning(entry, about) : { weakness: meaning.weakness }),
    rule: evidenceOf(name, 200) || 'unknown',
    severity: severityOf(level),
    toolSeverity: `level ${evidenceOf(level, 5)}`,
    endpoint: meaning?.place === 'service' ? webServiceOf(service) : webPageOf(service, path),
    ...discriminatorOf(meaning?.weakness, method, parameter, info),
    evidence: evidenceOf([info, entry.request].filter((text) => text !== '').join('\n\n')),
    cwe: cwesIn(links),
    cve: [...new Set(info.toUpperCase().match(/CVE-\d{4}-\d{4,7}/g) ?? [])],
    ...(links.length === 0 ? {} : { references: links.slice(0, 20) }),
  };
}

/** A class refers to the pages of its CWEs. */
function cwesIn(links: readonly string[]): number[] {
  const numbers = links.map(
    (link) => /^https?:\/\/cwe\.mitre\.org\/data\/definitions\/([1-9]\d{0,4})\.html/.exec(link)?.[1],
  );
  return [...new Set(numbers.flatMap((number) => (number === undefined ? [] : [Number(number)])))];
}

function ownMeaning({ name, info }: WapitiEntry, about: WapitiClass | undefined) {
  return {
    weakness: `wapiti.${
      name
        .toLowerCase()
        .replace(/[^\w]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 100) || 'unknown'
    }`,
    title: evidenceOf(info === '' ? name : `${name}: ${info}`, 200) || 'An entry of Wapiti',
    ...(about === undefined
      ? {}
      : { description: evidenceOf(about.description), remediation: evidenceOf(about.solution) }),
  };
}

/** 0 is info, 4 is critical. */
function severityOf(level: string): Severity {
  const number = Number(level);
  return SEVERITIES[SEVERITIES.length - 1 - number] ?? 'info';
}

/** Tells several entries on one page apart. */
function discriminatorOf(weakness: string | undefined, method: string, parameter: string, info: string) {
  if (weakness?.startsWith('http.header.') === true) return {};
  if (weakness?.startsWith('http.cookie.') === true)
    return named(/cookie:? ?["']?([^\s"']{1,100})/i.exec(info)?.[1] ?? info);
  if (weakness === 'http.technology') return named(info.toLowerCase());
  if (parameter !== '') return named(`${method} ${parameter}`);
  return weakness === undefined ? named(`${method} ${info}`) : {};
}

function named(text: string) {
  const discriminator = evidenceOf(text, 200);
  return discriminator === '' ? {} : { discriminator };
}
