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

/** What one report says, element by element. */
export class SslscanFacts {
  private readonly reader = new XmlReader({ whole: ELEMENTS, opening: ['ssltest'] });
  private readonly seen = new Map<string, XmlElement[]>();
  /** Whether the report came to its proper end. */
  complete = false;

  /** Takes the next piece of the report and returns the names of the elements it completed. */
  write(text: string): readonly string[] {
    return this.reader.write(text).map((element) => this.add(element));
  }

  end(): void {
    this.reader.end();
    this.complete = this.reader.failure === undefined;
  }

  /** Why the report could not be read to its end. */
  get failure(): string | undefined {
    return this.reader.failure;
  }

  all(name: string): readonly XmlElement[] {
    return this.seen.get(name) ?? [];
  }

  /** Whether a protocol is on; undefined when the report does not say. */
  isEnabled(protocol: (typeof PROTOCOLS)[number]): boolean | undefined {
    const element = this.protocol(protocol);
    return element === undefined ? undefined : element.attributes.get('enabled') === '1';
  }

  protocol(protocol: (typeof PROTOCOLS)[number]): XmlElement | undefined {
    return this.all('protocol').find((element) => protocolKeyOf(element) === protocol);
  }

  get anyEnabled(): boolean {
    return PROTOCOLS.some((protocol) => this.isEnabled(protocol) === true);
  }

  /** The first reason the tool itself gives for not having got further. */
  get error(): string | undefined {
    return this.all('error')[0]?.text.trim();
  }

  private add(element: XmlElement): string {
    const known = this.seen.get(element.name) ?? [];
    if (known.length < MAX_CIPHERS) known.push(element);
    this.seen.set(element.name, known);
    return element.name;
  }
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
