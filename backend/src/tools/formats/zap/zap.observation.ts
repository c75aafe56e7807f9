import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { addressesIn, plainText } from '../../report-reading/plain-text.js';
import { placeOfHost, placeOfUrl } from '../../report-reading/reported-place.js';
import { webPageOf, webServiceOf } from '../../web-address.js';
import { meaningOf } from './zap.rules.js';

/** One alert of a report, in whichever form. */
export interface ZapAlert {
  readonly pluginId: string;
  readonly alertRef: string;
  readonly name: string;
  /** 0 to 3. */
  readonly riskCode: string;
  readonly riskDescription: string;
  readonly description: string;
  readonly solution: string;
  readonly otherInfo: string;
  readonly reference: string;
  readonly cweId: string;
  readonly instances: readonly ZapInstance[];
}

/** One place where an alert was raised. */
export interface ZapInstance {
  readonly uri: string;
  readonly method: string;
  readonly parameter: string;
  readonly attack: string;
  readonly evidence: string;
}

const SEVERITIES: ReadonlyMap<string, Severity> = new Map(
  Object.entries({ '0': 'info', '1': 'low', '2': 'medium', '3': 'high' }),
);

/** What an alert says, one observation for each place; an alert without places is about the site. */
export function observationsOf(alert: ZapAlert, site: ObservedEndpoint | undefined): Observation[] {
  if (alert.instances.length === 0)
    return site === undefined ? [] : [observationOf(alert, undefined, webServiceOf(site), '/')];
  return alert.instances.flatMap((instance) => {
    const place = placeOfUrl(instance.uri);
    if (place === undefined) return site === undefined ? [] : [observationOf(alert, instance, webServiceOf(site), '/')];
    const { path, ...service } = place;
    return [observationOf(alert, instance, service, path)];
  });
}

/** The site that a report names. */
export function siteOf(name: string, host: string, port: string, ssl: string): ObservedEndpoint | undefined {
  const protocol = ssl === 'true' || name.startsWith('https:') ? 'https' : 'http';
  return placeOfUrl(name) ?? placeOfHost(host, { port: Number(port), transport: 'tcp', protocol });
}

function observationOf(
  alert: ZapAlert,
  instance: ZapInstance | undefined,
  service: ObservedEndpoint,
  path: string,
): Observation {
  const meaning = meaningOf(alert.pluginId, alert.alertRef);
  const rule = evidenceOf(alert.alertRef === '' ? alert.pluginId : alert.alertRef, 50) || 'unknown';
  const references = addressesIn(alert.reference);
  const cwe = /^[1-9]\d{0,4}$/.test(alert.cweId) ? [Number(alert.cweId)] : [];
  return {
    ...(meaning === undefined ? ownMeaning(alert, rule) : { weakness: meaning.weakness }),
    rule,
    severity: SEVERITIES.get(alert.riskCode) ?? 'info',
    ...(alert.riskDescription === '' ? {} : { toolSeverity: evidenceOf(alert.riskDescription, 50) }),
    endpoint: meaning === undefined || meaning.place === 'page' ? webPageOf(service, path) : webServiceOf(service),
    ...discriminatorOf(meaning?.place, instance),
    evidence: evidenceOf(describe(alert, instance)),
    cve: [...new Set(`${alert.name} ${alert.otherInfo}`.toUpperCase().match(/CVE-\d{4}-\d{4,7}/g) ?? [])].slice(0, 50),
    ...(cwe.length === 0 ? {} : { cwe }),
    ...(references.length === 0 ? {} : { references }),
  };
}

function ownMeaning({ name, description, solution }: ZapAlert, rule: string) {
  return {
    weakness: `zap.${rule.replace(/[^\w.-]/g, '_')}`,
    title: evidenceOf(name, 200) || `ZAP alert ${rule}`,
    description: plainText(description),
    remediation: plainText(solution),
  };
}

function discriminatorOf(place: 'service' | 'cookie' | 'page' | undefined, instance: ZapInstance | undefined) {
  if (instance === undefined || instance.parameter === '' || place === 'service') return {};
  const name = place === 'cookie' ? instance.parameter : `${instance.method} ${instance.parameter}`;
  return { discriminator: evidenceOf(name, 200) };
}

function describe({ name, otherInfo }: ZapAlert, instance: ZapInstance | undefined): string {
  const { method = '', uri = '', parameter = '', attack = '', evidence = '' } = instance ?? {};
  const lines = [
    name,
    `${method} ${uri}`.trim(),
    parameter === '' ? '' : `Parameter: ${parameter}`,
    attack === '' ? '' : `Attack: ${attack}`,
    evidence === '' ? '' : `Evidence: ${evidence}`,
    plainText(otherInfo, 1500),
  ];
  return lines.filter((line) => line !== '').join('\n');
}
