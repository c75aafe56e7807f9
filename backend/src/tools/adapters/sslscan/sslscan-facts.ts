import { childOf, XmlReader, type XmlElement } from '../../xml-reader.js';

/** The protocol versions that a complete report speaks of, by the key of `protocolKeyOf`. */
export const PROTOCOLS = ['ssl2', 'ssl3', 'tls1.0', 'tls1.1', 'tls1.2', 'tls1.3'] as const;

/** No server has so many suites in all versions together; what goes beyond is not a server's answer. */
const MAX_CIPHERS = 4096;

const ELEMENTS = [
  'protocol',
  'renegotiation',
  'compression',
  'fallback',
  'heartbleed',
  'cipher',
  'group',
  'certificate',
  'error',
];

/** The elements of a report that say something of the service. */
export const SSLSCAN_ELEMENTS: readonly string[] = ELEMENTS;

/** What is said of one service, element by element. */
export class SslscanElements {
  private readonly seen = new Map<string, XmlElement[]>();

  all(name: string): readonly XmlElement[] {
    return this.seen.get(name) ?? [];
  }

  /** Whether a protocol is on; undefined when the report does not say. Old versions list only suites. */
  isEnabled(protocol: (typeof PROTOCOLS)[number]): boolean | undefined {
    const element = this.proofOf(protocol);
    return element === undefined ? undefined : element.attributes.get('enabled') !== '0';
  }

  /** The element that says whether a protocol is on. */
  proofOf(protocol: (typeof PROTOCOLS)[number]): XmlElement | undefined {
    return this.protocol(protocol) ?? this.acceptedSuites.find((suite) => isOf(suite, protocol));
  }

  protocol(protocol: (typeof PROTOCOLS)[number]): XmlElement | undefined {
    return this.all('protocol').find((element) => protocolKeyOf(element) === protocol);
  }

  /** The suites that the server takes; versions before 2 also list those that it refuses. */
  get acceptedSuites(): readonly XmlElement[] {
    return this.all('cipher').filter(isAccepted);
  }

  get anyEnabled(): boolean {
    return PROTOCOLS.some((protocol) => this.isEnabled(protocol) === true);
  }

  /** The first reason the tool itself gives for not having got further. */
  get error(): string | undefined {
    return this.all('error')[0]?.text.trim();
  }

  add(element: XmlElement): void {
    const known = this.seen.get(element.name) ?? [];
    if (known.length < MAX_CIPHERS) known.push(element);
    this.seen.set(element.name, known);
  }
}

/** What the report of one run says, as it is being written. */
export class SslscanFacts extends SslscanElements {
  private readonly reader = new XmlReader({ whole: SSLSCAN_ELEMENTS, opening: ['ssltest'] });
  /** Whether the report came to its proper end. */
  complete = false;

  /** Takes the next piece of the report and returns the names of the elements it completed. */
  write(text: string): readonly string[] {
    return this.reader.write(text).map((element) => {
      this.add(element);
      return element.name;
    });
  }

  end(): void {
    this.reader.end();
    this.complete = this.reader.failure === undefined;
  }

  /** Why the report could not be read to its end. */
  get failure(): string | undefined {
    return this.reader.failure;
  }
}

/** Old versions write `TLSv1` for 1.0. */
const VERSIONS: ReadonlyMap<string, (typeof PROTOCOLS)[number]> = new Map(
  Object.entries({
    SSLv2: 'ssl2',
    SSLv3: 'ssl3',
    TLSv1: 'tls1.0',
    'TLSv1.0': 'tls1.0',
    'TLSv1.1': 'tls1.1',
    'TLSv1.2': 'tls1.2',
    'TLSv1.3': 'tls1.3',
  }),
);

function isAccepted({ attributes }: XmlElement): boolean {
  return ['accepted', 'preferred'].includes(attributes.get('status') ?? 'accepted');
}

function isOf({ attributes }: XmlElement, protocol: (typeof PROTOCOLS)[number]): boolean {
  return VERSIONS.get(attributes.get('sslversion') ?? '') === protocol;
}

function protocolKeyOf({ attributes }: XmlElement): string {
  return `${attributes.get('type') ?? ''}${attributes.get('version') ?? ''}`;
}

/** An element as the tool wrote it, for evidence: `<protocol type="tls" version="1.0" enabled="1" />`. */
export function lineOf({ name, attributes }: XmlElement): string {
  return `<${[name, ...[...attributes].map(([key, value]) => `${key}="${value}"`)].join(' ')} />`;
}

/** The trimmed text of a child; undefined when there is no such child or it is empty. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const text = childOf(element, name)?.text.trim();
  return text === '' ? undefined : text;
}
