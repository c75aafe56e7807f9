import { evidenceOf } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { xmlElements } from '../../report-reading/xml-elements.js';
import { childOf, childrenOf, type XmlElement } from '../../xml-reader.js';
import { observationsOf, siteOf, type ZapAlert, type ZapInstance } from './zap.observation.js';

/** The traditional XML report, also with requests and responses. */
export const zapXml: ReportFormat = {
  id: 'zap-xml',
  name: 'ZAP XML',
  tool: 'zap',
  versions: ['2.4', '2.5', '2.7', '2.9', '2.11', '2.14'],
  framing: 'document',
  recognises: ({ text }) => /<OWASPZAPReport[\s>]/.test(text),
  read: (pieces) => readZapXml(pieces),
};

async function* readZapXml(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  let site: ObservedEndpoint | undefined;
  let isZap = false;
  for await (const element of xmlElements(pieces, { whole: ['alertitem'], opening: ['OWASPZAPReport', 'site'] })) {
    if (element.name === 'OWASPZAPReport') {
      isZap = true;
      yield* runOf(element);
    } else if (element.name === 'site') {
      site = siteIn(element);
      if (site !== undefined) yield { type: 'run', run: { place: site } };
    } else {
      const observations = observationsOf(alertOf(element), site);
      if (observations.length === 0)
        yield { type: 'skipped', reason: 'an alert that names no place', line: element.line };
      for (const observation of observations) yield { type: 'observation', observation };
    }
  }
  if (!isZap) throw new UnreadableReportError('it has no <OWASPZAPReport>');
}

function* runOf({ attributes }: XmlElement): Generator<ReportItem> {
  const version = attributes.get('version');
  if (version !== undefined) yield { type: 'run', run: { toolVersion: evidenceOf(version, 50) } };
}

function siteIn({ attributes }: XmlElement): ObservedEndpoint | undefined {
  const of = (name: string): string => attributes.get(name) ?? '';
  return siteOf(of('name'), of('host'), of('port'), of('ssl'));
}

function alertOf(element: XmlElement): ZapAlert {
  const of = (name: string): string => childOf(element, name)?.text.trim() ?? '';
  const instances = childOf(element, 'instances');
  return {
    pluginId: of('pluginid'),
    alertRef: of('alertRef'),
    name: of('alert') || of('name'),
    riskCode: of('riskcode'),
    riskDescription: of('riskdesc'),
    description: of('desc'),
    solution: of('solution'),
    otherInfo: of('otherinfo'),
    reference: of('reference'),
    cweId: of('cweid'),
    instances: instances === undefined ? placesOf(element) : childrenOf(instances, 'instance').map(instanceOf),
  };
}

function instanceOf(element: XmlElement): ZapInstance {
  const of = (name: string): string => childOf(element, name)?.text.trim() ?? '';
  return {
    uri: of('uri'),
    method: of('method') || 'GET',
    parameter: of('param'),
    attack: of('attack'),
    evidence: of('evidence'),
  };
}

/** Until 2.4 the places of an alert stand in it one after the other, each with what belongs to it behind it. */
function placesOf(element: XmlElement): ZapInstance[] {
  const places: ZapInstance[] = [];
  for (const { name, text } of element.children) {
    const last = places.at(-1);
    if (name === 'uri') places.push({ uri: text.trim(), method: 'GET', parameter: '', attack: '', evidence: '' });
    else if (last !== undefined && name === 'param') places[places.length - 1] = { ...last, parameter: text.trim() };
    else if (last !== undefined && (name === 'attack' || name === 'evidence')) {
      places[places.length - 1] = { ...last, [name]: text.trim() };
    }
  }
  return places;
}
