import { evidenceOf } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportContext, type ReportFormat, type ReportItem } from '../../report-format.js';
import { givenTarget, placeOfUrl } from '../../report-reading/reported-place.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { xmlElements } from '../../report-reading/xml-elements.js';
import { childOf, childrenOf, type XmlElement } from '../../xml-reader.js';
import { observationOf, type WapitiClass, type WapitiEntry } from './wapiti.observation.js';

/** `-f xml` of 3.x, and the report of 2.x with its bug types. */
export const wapitiXml: ReportFormat = {
  id: 'wapiti-xml',
  name: 'Wapiti XML',
  tool: 'wapiti',
  versions: ['2.2.1', '3.0.4', '3.1'],
  framing: 'document',
  recognises: ({ text }) =>
    /<report\s[^>]{0,100}type="security"/.test(text) && /<info name="generatorName">|<generatedBy\b|wapiti/i.test(text),
  read: readWapitiXml,
};

const WHOLE = ['info', 'vulnerability', 'anomaly', 'additional', 'bugType'];

async function* readWapitiXml(pieces: AsyncIterable<string>, context: ReportContext): AsyncGenerator<ReportItem> {
  let target: ObservedEndpoint | undefined;
  let isWapiti = false;
  for await (const element of xmlElements(pieces, { whole: WHOLE, opening: ['report', 'generatedBy'] })) {
    if (element.name === 'report') isWapiti = true;
    else if (element.name === 'generatedBy') yield* runOf(element.attributes.get('id') ?? '');
    else if (element.name === 'info') {
      const name = element.attributes.get('name');
      if (name === 'target') target = placeOfUrl(element.text.trim());
      if (name === 'generatorVersion') yield* runOf(element.text);
    } else yield* observationsOf(element, () => target ?? givenTarget(context.target));
  }
  if (!isWapiti) throw new UnreadableReportError('it has no <report>');
}

function* runOf(words: string): Generator<ReportItem> {
  const toolVersion = evidenceOf(words.replace(/^\s*Wapiti\s*/i, ''), 50);
  if (toolVersion !== '') yield { type: 'run', run: { toolVersion } };
}

function* observationsOf(element: XmlElement, targetOf: () => ObservedEndpoint): Generator<ReportItem> {
  const name = element.attributes.get('name') ?? '';
  const about: WapitiClass = {
    description: textOf(element, 'description'),
    solution: textOf(element, 'solution'),
    references: childrenOf(childOf(element, 'references') ?? element, 'reference').map((reference) =>
      textOf(reference, 'url'),
    ),
  };
  const entries = childOf(element, 'entries') ?? childOf(element, 'bugList');
  for (const entry of entries?.children ?? []) {
    if (entry.name !== 'entry' && entry.name !== 'bug') continue;
    yield {
      type: 'observation',
      observation: observationOf(entryOf(name, entry), about, placeOf(entry) ?? targetOf()),
    };
  }
}

function entryOf(name: string, entry: XmlElement): WapitiEntry {
  return {
    name,
    method: textOf(entry, 'method') || 'GET',
    path: textOf(entry, 'path') || textOf(entry, 'url'),
    parameter: textOf(entry, 'parameter'),
    info: textOf(entry, 'info'),
    level: textOf(entry, 'level') || (entry.attributes.get('level') ?? ''),
    request: textOf(entry, 'http_request'),
  };
}

/** Entries of 2.x name whole addresses. */
function placeOf(entry: XmlElement): ObservedEndpoint | undefined {
  return placeOfUrl(textOf(entry, 'url')) ?? placeOfUrl(textOf(entry, 'path'));
}

function textOf(element: XmlElement, name: string): string {
  return childOf(element, name)?.text.trim() ?? '';
}
