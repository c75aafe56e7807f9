import { SaxesParser } from 'saxes';

/** Most that a document may hold. Genuine reports stay far below; what goes beyond is refused, not cut. */
export interface XmlLimits {
  readonly depth: number;
  readonly elements: number;
  /** For each element. */
  readonly attributes: number;
  /** Characters of a name of an element or attribute. */
  readonly nameLength: number;
  /** Characters of texts and attribute values together. */
  readonly text: number;
  /** Elements inside of one that is handed out whole: these are held in memory. */
  readonly held: number;
}

export const XML_LIMITS: XmlLimits = {
  depth: 64,
  elements: 2_000_000,
  attributes: 256,
  nameLength: 256,
  text: 64 * 1024 * 1024,
  held: 200_000,
};

/** Which elements a reader hands out; everything else is checked and forgotten. */
export interface XmlInterest {
  /** Names of elements handed out when they end, with all that is in them. */
  readonly whole: readonly string[];
  /** Names of elements handed out when they begin, with their attributes only. */
  readonly opening?: readonly string[];
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Own text including CDATA, without that of the children. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** On which its opening tag ends, counted from 1. */
  readonly line: number;
}

interface GrowingElement extends XmlElement {
  text: string;
  readonly children: GrowingElement[];
}

/** The parser gets its input in slices of this many characters, so that one endless token is noticed in time. */
const SLICE_LENGTH = 64 * 1024;

class XmlRefusal extends Error {}

/**
 * Reads XML that a hostile source may have written, in pieces cut anywhere. Stops at the first error; what was handed out
 * before is good. Entities are never defined, and nothing is ever fetched. Never throws.
 */
export class XmlReader {
  private readonly parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  private readonly whole: ReadonlySet<string>;
  private readonly opening: ReadonlySet<string>;
  /** The element being collected, and those around it that are collected with it; outermost first. */
  private readonly collected: GrowingElement[] = [];
  private ready: XmlElement[] = [];
  /** The element whose end was the last thing read. */
  private justEnded: XmlElement | undefined;
  private held = 0;
  private depth = 0;
  private elements = 0;
  private attributes = 0;
  private text = 0;
  private sinceToken = 0;
  private closed = false;
  private refusal: string | undefined;

  constructor(
    interest: XmlInterest,
    private readonly limits: XmlLimits = XML_LIMITS,
  ) {
    this.whole = new Set(interest.whole);
    this.opening = new Set(interest.opening);
    this.listen();
  }

  /** Why reading stopped; undefined while all is well. */
  get failure(): string | undefined {
    return this.refusal;
  }

  /** The line that was read last, counted from 1. */
  get line(): number {
    return this.parser.line;
  }

  /** Takes the next piece and returns the elements that it completes, in order of completion. */
  write(text: string): readonly XmlElement[] {
    for (let start = 0; start < text.length && this.refusal === undefined; start += SLICE_LENGTH) {
      const slice = text.slice(start, start + SLICE_LENGTH);
      this.guarded(() => {
        this.sinceToken += slice.length;
        this.parser.write(slice);
        if (this.sinceToken > this.limits.text) throw new XmlRefusal('a token is too long');
      });
    }
    const ready = this.ready;
    this.ready = [];
    return ready;
  }

  /** Says that no more text comes. Afterwards `failure` tells whether the document was whole. */
  end(): void {
    if (this.closed || this.refusal !== undefined) return;
    this.closed = true;
    const isCut = this.depth > 0;
    this.guarded(() => void this.parser.close());
    if (isCut) this.refusal = 'the document is cut short';
  }

  private guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
    }
  }

  private listen(): void {
    this.parser.on('error', (error) => this.fail(error));
    this.parser.on('doctype', (doctype) => this.takeDoctype(doctype));
    this.parser.on('opentagstart', ({ name }) => this.begin(name));
    this.parser.on('attribute', ({ name, value }) => this.takeAttribute(name, value));
    this.parser.on('opentag', ({ name, attributes }) => this.open(name, attributes));
    this.parser.on('closetag', () => this.close());
    this.parser.on('text', (text) => this.takeText(text));
    this.parser.on('cdata', (text) => this.takeText(text));
    this.parser.on('comment', () => this.token());
    this.parser.on('processinginstruction', () => this.token());
  }

  /** The parser ends an element before it complains that another one's end was there: such an element is not whole. */
  private fail(error: Error): never {
    if (this.justEnded !== undefined && this.ready.at(-1) === this.justEnded) this.ready.pop();
    throw new XmlRefusal(error.message);
  }

  private token(): void {
    this.sinceToken = 0;
    this.justEnded = undefined;
  }

  /** Genuine reports name a document type and a place of its definition; entities need an internal subset. */
  private takeDoctype(doctype: string): void {
    this.token();
    if (doctype.includes('[') || doctype.includes('<!')) throw new XmlRefusal('definitions in the DOCTYPE are refused');
  }

  private begin(name: string): void {
    this.token();
    this.attributes = 0;
    this.depth += 1;
    this.elements += 1;
    this.checkName(name);
    if (this.depth > this.limits.depth) throw new XmlRefusal('elements are nested too deep');
    if (this.elements > this.limits.elements) throw new XmlRefusal('there are too many elements');
  }

  private takeAttribute(name: string, value: string): void {
    this.token();
    this.attributes += 1;
    this.checkName(name);
    this.count(value);
    if (this.attributes > this.limits.attributes) throw new XmlRefusal('an element has too many attributes');
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.token();
    const isCollected = this.collected.length > 0 || this.whole.has(name);
    if (!isCollected && !this.opening.has(name)) return;

    const element = { name, attributes: new Map(Object.entries(attributes)), text: '', children: [], line: this.line };
    if (this.opening.has(name)) this.ready.push({ ...element });
    if (!isCollected) return;
    this.held += 1;
    if (this.held > this.limits.held) throw new XmlRefusal('an element holds too many others');
    this.collected.at(-1)?.children.push(element);
    this.collected.push(element);
  }

  private close(): void {
    this.token();
    this.depth -= 1;
    const element = this.collected.pop();
    if (element === undefined || this.collected.length > 0) return;
    this.held = 0;
    this.ready.push(element);
    this.justEnded = element;
  }

  private takeText(text: string): void {
    this.token();
    this.count(text);
    const element = this.collected.at(-1);
    if (element !== undefined) element.text += text;
  }

  private count(text: string): void {
    this.text += text.length;
    if (this.text > this.limits.text) throw new XmlRefusal('there is too much text');
  }

  private checkName(name: string): void {
    if (name.length > this.limits.nameLength) throw new XmlRefusal('a name is too long');
  }
}

/** The first child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** All children of that name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
