import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { addressesIn } from '../../report-reading/plain-text.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { xmlElements } from '../../report-reading/xml-elements.js';
import { childOf, childrenOf, type XmlElement } from '../../xml-reader.js';
import { cvesIn, observationOf, type OpenvasResult, portOf } from './openvas.observation.js';

const ROOT = /<(?:report|get_reports_response|get_results_response)[\s>]/;
const OWN =
  /<(?:gmp|omp)[\s>]|<nvt\s+oid=|<scan_run_status>|format_id="|<get_re(?:ports|sults)_response|<ports(?:\s[^>]{0,60})?>/;

/** The XML report of OpenVAS and Greenbone. */
export const openvasXml: ReportFormat = {
  id: 'openvas-xml',
  name: 'OpenVAS XML',
  tool: 'openvas',
  versions: ['7', '9', '20.08', '21.04', '22.4'],
  framing: 'document',
  recognises: ({ text }) => ROOT.test(text) && OWN.test(text) && !/type="security"/.test(text.slice(0, 2000)),
  read: (pieces) => readOpenvasXml(pieces),
};

async function* readOpenvasXml(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  let isReport = false;
  const opening = ['report', 'get_reports_response', 'get_results_response'];
  for await (const element of xmlElements(pieces, { whole: ['result'], opening })) {
    if (element.name !== 'result') {
      isReport = true;
      continue;
    }
    const nvt = childOf(element, 'nvt');
    if (nvt === undefined) continue; // an end of the scan, or a mention of a result elsewhere
    const threat = textOf(element, 'threat');
    if (/^(?:false positive|error)$/i.test(threat)) {
      yield { type: 'skipped', reason: `a result that OpenVAS calls ${threat.toLowerCase()}`, line: element.line };
      continue;
    }
    const observation = observationOf(resultOf(element, nvt, threat));
    if (observation === undefined) yield { type: 'skipped', reason: 'a result that names no host', line: element.line };
    else yield { type: 'observation', observation };
  }
  if (!isReport) throw new UnreadableReportError('it is no report of OpenVAS');
}

function resultOf(element: XmlElement, nvt: XmlElement, threat: string): OpenvasResult {
  const host = childOf(element, 'host');
  const tags = tagsOf(textOf(nvt, 'tags'));
  const references = childrenOf(childOf(nvt, 'refs') ?? nvt, 'ref');
  const idsOf = (type: string): string[] =>
    references
      .filter(({ attributes }) => attributes.get('type') === type)
      .map(({ attributes }) => attributes.get('id') ?? '');
  return {
    oid: nvt.attributes.get('oid') ?? '',
    name: textOf(nvt, 'name') || textOf(element, 'name'),
    ip: host?.text.trim() ?? '',
    hostName: host === undefined ? '' : textOf(host, 'hostname'),
    ...portOf(textOf(element, 'port')),
    threat,
    score: textOf(element, 'severity') || textOf(nvt, 'cvss_base'),
    detail: textOf(element, 'description'),
    description: [tags.get('summary'), tags.get('insight')].filter((text) => text !== undefined).join('\n\n'),
    solution: textOf(nvt, 'solution') || (tags.get('solution') ?? ''),
    cve: cvesIn([textOf(nvt, 'cve'), ...idsOf('cve')].join(' ')),
    references: addressesIn([textOf(nvt, 'xref'), ...idsOf('url')].join(' ')),
  };
}

/** `summary=...|solution=...` */
function tagsOf(text: string): ReadonlyMap<string, string> {
  const pairs = text
    .split('|')
    .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)] as const);
  return new Map(pairs.filter(([name]) => name !== ''));
}

function textOf(element: XmlElement, name: string): string {
  return childOf(element, name)?.text.trim() ?? '';
}
