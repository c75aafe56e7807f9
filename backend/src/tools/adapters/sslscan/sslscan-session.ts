import { type XmlElement } from '../../xml-reader.js';
import { lineOf, type SslscanElements } from './sslscan-facts.js';
import { type SslscanFinding } from './sslscan-finding.js';

const WEAK_PROTOCOLS = {
  ssl2: 'tls.protocol.ssl2',
  ssl3: 'tls.protocol.ssl3',
  'tls1.0': 'tls.protocol.tls1_0',
  'tls1.1': 'tls.protocol.tls1_1',
} as const;

/** Elements that report a flaw of the session layer, and when they do. */
const FLAWS: readonly {
  readonly element: string;
  readonly weakness: string;
  readonly isFlaw: (element: XmlElement) => boolean;
}[] = [
  {
    element: 'heartbleed',
    weakness: 'tls.vulnerability.heartbleed',
    isFlaw: ({ attributes }) => attributes.get('vulnerable') === '1',
  },
  {
    element: 'compression',
    weakness: 'tls.vulnerability.crime',
    isFlaw: ({ attributes }) => !['0', undefined].includes(attributes.get('supported')),
  },
  {
    element: 'renegotiation',
    weakness: 'tls.vulnerability.insecure-renegotiation',
    isFlaw: ({ attributes }) => attributes.get('supported') === '1' && attributes.get('secure') === '0',
  },
  {
    element: 'fallback',
    weakness: 'tls.vulnerability.fallback-scsv.missing',
    isFlaw: ({ attributes }) => attributes.get('supported') === '0',
  },
];

/** Findings of the protocol versions that are on, or off and missed. */
export function protocolFindings(facts: SslscanElements): SslscanFinding[] {
  if (!facts.anyEnabled) return [];
  const weak = Object.entries(WEAK_PROTOCOLS).flatMap(([protocol, weakness]) => {
    const key = protocol as keyof typeof WEAK_PROTOCOLS;
    const element = facts.proofOf(key);
    return element !== undefined && facts.isEnabled(key) === true
      ? [{ weakness, rule: 'protocol', evidence: lineOf(element) }]
      : [];
  });
  return [...weak, ...missingProtocols(facts)];
}

/** TLS 1.2 is missed only where nothing better is offered. */
function missingProtocols(facts: SslscanElements): SslscanFinding[] {
  const [tls12, tls13] = [facts.protocol('tls1.2'), facts.protocol('tls1.3')];
  if (tls13 === undefined || facts.isEnabled('tls1.3') === true) return [];
  const missing = [{ weakness: 'tls.protocol.tls1_3.missing', rule: 'protocol', evidence: lineOf(tls13) }];
  if (tls12 === undefined || facts.isEnabled('tls1.2') === true) return missing;
  return [...missing, { weakness: 'tls.protocol.tls1_2.missing', rule: 'protocol', evidence: lineOf(tls12) }];
}

/** Findings of Heartbleed, compression, renegotiation and protection against downgrades. */
export function flawFindings(facts: SslscanElements): SslscanFinding[] {
  return FLAWS.flatMap(({ element: name, weakness, isFlaw }) => {
    const proofs = facts.all(name).filter(isFlaw);
    return proofs.length === 0 ? [] : [{ weakness, rule: name, evidence: proofs.map(lineOf).join('\n') }];
  });
}

/** Which of the flaws the report speaks of at all. */
export function examinedFlaws(facts: SslscanElements): readonly string[] {
  return FLAWS.map(({ element }) => element).filter((element) => facts.all(element).length > 0);
}
