import { evidenceOf } from '../../../findings/evidence.js';
import { type ReportFormat, type ReportItem } from '../../report-format.js';
import { placeOfHost } from '../../report-reading/reported-place.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { xmlElements } from '../../report-reading/xml-elements.js';
import { type XmlElement } from '../../xml-reader.js';
import {
  chainWeakness,
  observationsOf,
  type SslyzeFacts,
  type SslyzeFlaw,
  type SslyzeProtocol,
} from './sslyze.observation.js';

/** `--xml_out` of 0.x to 2.x. */
export const sslyzeXml: ReportFormat = {
  id: 'sslyze-xml',
  name: 'SSLyze XML',
  tool: 'sslyze',
  versions: ['0.13', '1.1', '1.3'],
  framing: 'document',
  recognises: ({ text }) => /<document\s[^>]{0,300}\btitle="SSLyze Scan Results"/.test(text),
  read: (pieces) => readSslyzeXml(pieces),
};

const PROTOCOLS: ReadonlyMap<string, SslyzeProtocol> = new Map(
  Object.entries({
    sslv2: 'ssl2',
    sslv3: 'ssl3',
    tlsv1: 'tls1.0',
    tlsv1_1: 'tls1.1',
    tlsv1_2: 'tls1.2',
    tlsv1_3: 'tls1.3',
  }),
);

async function* readSslyzeXml(pieces: AsyncIterable<string>): AsyncGenerator<ReportItem> {
  let isSslyze = false;
  for await (const element of xmlElements(pieces, { whole: ['target'], opening: ['document'] })) {
    if (element.name === 'document') {
      isSslyze = true;
      const version = element.attributes.get('SSLyzeVersion');
      if (version !== undefined) yield { type: 'run', run: { toolVersion: evidenceOf(version, 50) } };
      continue;
    }
    const facts = factsOf(element);
    if (facts === undefined) yield { type: 'skipped', reason: 'a target that is not named', line: element.line };
    else for (const observation of observationsOf(facts)) yield { type: 'observation', observation };
  }
  if (!isSslyze) throw new UnreadableReportError('it has no <document>');
}

function factsOf(target: XmlElement): SslyzeFacts | undefined {
  const { attributes } = target;
  const port = Number(attributes.get('port') ?? 443);
  const service = placeOfHost(attributes.get('host') ?? '', {
    port,
    protocol: port === 443 ? 'https' : 'tls',
    address: attributes.get('ip'),
  });
  if (service === undefined) return undefined;
  const suites = target.children.flatMap((command) => {
    const protocol = PROTOCOLS.get(command.name);
    return protocol === undefined ? [] : [[protocol, acceptedIn(command)] as const];
  });
  return { service, suites: new Map(suites), flaws: [...target.children].flatMap(flawsIn) };
}

function acceptedIn(command: XmlElement): string[] {
  return command.children
    .filter(({ name }) => name === 'acceptedCipherSuites' || name === 'preferredCipherSuite')
    .flatMap(({ children }) => children)
    .map(({ attributes }) => attributes.get('name') ?? '')
    .filter((name) => name !== '');
}

const isTrue = (text: string | undefined): boolean => text?.toLowerCase() === 'true';
const isFalse = (text: string | undefined): boolean => text?.toLowerCase() === 'false';

function flawsIn(command: XmlElement): SslyzeFlaw[] {
  const all = descendantsOf(command);
  const found = (
    name: string,
    is: (attributes: XmlElement['attributes']) => boolean,
    weakness: string,
  ): SslyzeFlaw[] => {
    const element = all.find((candidate) => candidate.name === name && is(candidate.attributes));
    return element === undefined ? [] : [{ weakness, rule: command.name, evidence: describe(element) }];
  };
  return [
    ...found('openSslHeartbleed', (of) => isTrue(of.get('isVulnerable')), 'tls.vulnerability.heartbleed'),
    ...found('openSslCcsInjection', (of) => isTrue(of.get('isVulnerable')), 'tls.vulnerability.ccs-injection'),
    ...found('robotAttack', (of) => (of.get('resultEnum') ?? '').startsWith('VULNERABLE'), 'tls.vulnerability.robot'),
    ...found('sessionRenegotiation', (of) => isFalse(of.get('isSecure')), 'tls.vulnerability.insecure-renegotiation'),
    ...found(
      'sessionRenegotiation',
      (of) => isTrue(of.get('canBeClientInitiated')),
      'tls.vulnerability.client-renegotiation',
    ),
    ...found('compressionMethod', (of) => isTrue(of.get('isSupported')), 'tls.vulnerability.crime'),
    ...found('tlsFallbackScsv', (of) => isFalse(of.get('isSupported')), 'tls.vulnerability.fallback-scsv.missing'),
    ...found(
      'hostnameValidation',
      (of) => isFalse(of.get('certificateMatchesServerHostname')),
      'tls.certificate.hostname-mismatch',
    ),
    ...chainFlaws(command.name, all),
  ];
}

/** A chain is good when any store trusts it. */
function chainFlaws(rule: string, all: readonly XmlElement[]): SslyzeFlaw[] {
  const results = all
    .filter(({ name }) => name === 'pathValidation')
    .map(({ attributes }) => attributes.get('validationResult') ?? '');
  if (results.length === 0 || results.includes('ok')) return [];
  const words = [...new Set(results)].join('; ');
  return [{ weakness: chainWeakness(words), rule, evidence: words }];
}

function descendantsOf(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function describe({ name, attributes }: XmlElement): string {
  return `<${[name, ...[...attributes].map(([key, value]) => `${key}="${value}"`)].join(' ')} />`;
}
