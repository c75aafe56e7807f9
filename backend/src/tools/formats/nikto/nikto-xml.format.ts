import { evidenceOf } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { placeOfUrl } from '../../report-reading/reported-place.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { xmlElements } from '../../report-reading/xml-elements.js';
import { childOf, type XmlElement } from '../../xml-reader.js';
import { observationOf, serviceOf } from './nikto.observation.js';

/** `-Format xml`. */
export const niktoXml: ReportFormat = {
  id: 'nikto-xml',
  name: 'Nikto XML',
  tool: 'nikto',
  versions: ['2.1.5', '2.1.6', '2.5.0'],
  framing: 'document',
  recognises: ({ text }) => /<niktoscan[\s>]/.test(text),
  read: (pieces) => readNiktoXml(pieces),
};

async function* readNiktoXml(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  let service: ObservedEndpoint | undefined;
  let isNikto = false;
  for await (const element of xmlElements(pieces, { whole: ['item'], opening: ['niktoscan', 'scandetails'] })) {
    if (element.name === 'niktoscan') {
      isNikto = true;
      yield* runOf(element);
    } else if (element.name === 'scandetails') {
      service = serviceIn(element);
      if (service !== undefined) yield { type: 'run', run: { place: service } };
    } else if (service === undefined)
      yield { type: 'skipped', reason: 'an item of a host that is not named', line: element.line };
    else yield { type: 'observation', observation: observationOf(entryOf(element), service) };
  }
  if (!isNikto) throw new UnreadableReportError('it has no <niktoscan>');
}

function* runOf({ attributes }: XmlElement): Generator<ReportItem> {
  const [toolVersion, command] = [attributes.get('version'), attributes.get('options')];
  if (toolVersion === undefined && command === undefined) return;
  yield {
    type: 'run',
    run: {
      ...(toolVersion === undefined ? {} : { toolVersion: evidenceOf(toolVersion, 50) }),
      ...(command === undefined ? {} : { command: evidenceOf(`nikto ${command}`, 2000) }),
    },
  };
}

function serviceIn({ attributes }: XmlElement): ObservedEndpoint | undefined {
  const named = placeOfUrl(attributes.get('sitename') ?? '');
  const [name, ip] = [attributes.get('targethostname') ?? '', attributes.get('targetip') ?? ''];
  const port = Number(attributes.get('targetport') ?? named?.port ?? 80);
  const scheme = named?.protocol === 'https' ? 'https' : named === undefined ? undefined : 'http';
  return serviceOf(name, ip, port, scheme);
}

function entryOf(element: XmlElement) {
  const { attributes } = element;
  const text = (name: string): string => childOf(element, name)?.text.trim() ?? '';
  const osvdb = attributes.get('osvdbid') ?? '';
  return {
    id: attributes.get('id') ?? '',
    method: attributes.get('method') ?? 'GET',
    uri: text('uri'),
    message: text('description'),
    references: [osvdb, ...text('references').split(/[\s,]+/)].filter((reference) => reference !== ''),
  };
}
