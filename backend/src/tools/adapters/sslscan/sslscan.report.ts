import { evidenceOf } from '../../../findings/evidence.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { placeOfHost } from '../../report-reading/reported-place.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { xmlElements } from '../../report-reading/xml-elements.js';
import { type XmlElement } from '../../xml-reader.js';
import { certificateResult } from './sslscan-certificate.js';
import { cipherFindings } from './sslscan-ciphers.js';
import { SSLSCAN_ELEMENTS, SslscanElements } from './sslscan-facts.js';
import { flawFindings, protocolFindings } from './sslscan-session.js';

/** The XML report of sslscan, `--xml`. */
export const sslscanXml: ReportFormat = {
  id: 'sslscan-xml',
  name: 'sslscan XML',
  tool: 'sslscan',
  versions: ['1.11.11', '1.11.13', '2.0.7'],
  framing: 'document',
  recognises: ({ text }) => /<document[^>]{0,200}\btitle="SSLScan Results"/.test(text),
  read: (pieces) => readSslscanXml(pieces),
};

/** One service, and what is said of it. */
interface Test {
  readonly service: ObservedEndpoint;
  readonly elements: SslscanElements;
}

async function* readSslscanXml(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  let test: Test | undefined;
  let isSslscan = false;
  for await (const element of xmlElements(pieces, { whole: SSLSCAN_ELEMENTS, opening: ['document', 'ssltest'] })) {
    if (element.name === 'document') {
      isSslscan = true;
      yield* runOf(element);
    } else if (element.name === 'ssltest') {
      if (test !== undefined) yield* observationsOf(test);
      const service = serviceOf(element);
      test = service === undefined ? undefined : { service, elements: new SslscanElements() };
      if (test === undefined)
        yield { type: 'skipped', reason: 'a test of a service that is not named', line: element.line };
    } else test?.elements.add(element);
  }
  if (!isSslscan) throw new UnreadableReportError('it has no <document>');
  if (test !== undefined) yield* observationsOf(test);
}

function* runOf({ attributes }: XmlElement): Generator<ReportItem> {
  const version = attributes.get('version');
  if (version !== undefined) yield { type: 'run', run: { toolVersion: evidenceOf(version, 50) } };
}

/** The name under which the service was asked, when it is one. */
function serviceOf({ attributes }: XmlElement): ObservedEndpoint | undefined {
  const port = Number(attributes.get('port') ?? 443);
  return placeOfHost(attributes.get('host') ?? '', { port, protocol: port === 443 ? 'https' : 'tls' });
}

function* observationsOf({ service, elements }: Test): Generator<ReportItem> {
  const findings = [
    ...protocolFindings(elements),
    ...cipherFindings(elements),
    ...flawFindings(elements),
    ...certificateResult(elements, service.host).findings,
  ];
  for (const finding of findings) {
    const observation = { ...finding, endpoint: service, evidence: evidenceOf(finding.evidence) };
    yield { type: 'observation', observation };
  }
}
