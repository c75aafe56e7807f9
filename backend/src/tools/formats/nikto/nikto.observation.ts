import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { pathOf, placeOfHost } from '../../report-reading/reported-place.js';
import { webPageOf, webServiceOf } from '../../web-address.js';
import { meaningOf, severityOf } from './nikto.rules.js';

/** One entry of a report, in whichever form. */
export interface NiktoEntry {
  readonly id: string;
  readonly method: string;
  readonly uri: string;
  readonly message: string;
  /** Numbers of the OSVDB, or addresses. */
  readonly references: readonly string[];
}

/** What an entry says about a web service. */
export function observationOf(entry: NiktoEntry, service: ObservedEndpoint): Observation {
  const words = entry.message.trim();
  const path = pathOf(entry.uri.trim() === '' ? '/' : entry.uri.trim());
  const meaning = meaningOf(words);
  const links = entry.references.filter((reference) => /^https?:\/\//.test(reference));
  const common = {
    rule: evidenceOf(entry.id, 50) || 'unknown',
    evidence: evidenceOf(`${entry.method} ${entry.uri}\n${words}`),
    cve: [...new Set(words.toUpperCase().match(/CVE-\d{4}-\d{4,7}/g) ?? [])],
    ...(links.length === 0 ? {} : { references: links }),
  };
  if (meaning === undefined) {
    return {
      ...common,
      severity: severityOf(entry.references),
      weakness: `nikto.${safe(entry.id)}`,
      title: evidenceOf(words, 200) || `Nikto test ${safe(entry.id)}`,
      endpoint: webPageOf(service, path),
      discriminator: evidenceOf(`${entry.method} ${words}`, 200),
    };
  }
  const discriminator = meaning.discriminator?.(words);
  return {
    ...common, // the catalogue grades, nikto does not
    weakness: meaning.weakness,
    endpoint: meaning.place === 'page' ? webPageOf(service, path) : webServiceOf(service),
    ...(discriminator === undefined ? {} : { discriminator: evidenceOf(discriminator, 200) }),
  };
}

/** The web service of a report's host; undefined when it names none. */
export function serviceOf(
  name: string,
  ip: string,
  port: number,
  scheme: 'http' | 'https' | undefined,
): ObservedEndpoint | undefined {
  const protocol = scheme ?? (port === 443 || port === 8443 ? 'https' : 'http');
  return placeOfHost(name.trim() === '' ? ip : name, { port, transport: 'tcp', protocol, address: ip.trim() });
}

function safe(id: string): string {
  return id.replace(/[^\w.-]/g, '_').slice(0, 50) || 'unknown';
}
