import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { childOf, childrenOf, XML_LIMITS, XmlReader, type XmlElement, type XmlLimits } from './xml-reader.js';

const INTEREST = { whole: ['port'], opening: ['nmaprun', 'host'] };
const SAMPLE =
  '<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun start="1"><!-- x --><host up="1"><port portid="80"><state state="open"/>' +
  '<elem key="__proto__">a&amp;b&#xa;<![CDATA[<c>]]></elem></port><port portid="81"/></host></nmaprun>';

function hostile(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures/xml-hostile', name), 'utf8');
}

function readAll(text: string, limits: XmlLimits = XML_LIMITS, pieceLength = Math.max(1, text.length)) {
  const reader = new XmlReader(INTEREST, limits);
  const elements: XmlElement[] = [];
  for (let start = 0; start < text.length; start += pieceLength) {
    elements.push(...reader.write(text.slice(start, start + pieceLength)));
  }
  reader.end();
  return { elements, failure: reader.failure };
}

describe(XmlReader.name, () => {
  it('hands out elements with all that is in them when they end, and others when they begin', () => {
    const { elements, failure } = readAll(SAMPLE);

    expect(failure).toBeUndefined();
    expect(elements.map(({ name }) => name)).toEqual(['nmaprun', 'host', 'port', 'port']);
    expect(elements[0]?.attributes.get('start')).toBe('1');
    expect(elements[1]?.children).toEqual([]);
    const [port] = elements.filter(({ name }) => name === 'port');
    expect(port && childOf(port, 'state')?.attributes.get('state')).toBe('open');
    expect(port && childrenOf(port, 'elem').map(({ text }) => text)).toEqual(['a&b\n<c>']);
  });

  it.each([1, 2, 3, 7, 64])('reads the same in pieces of %i characters', (pieceLength) => {
    expect(readAll(SAMPLE, XML_LIMITS, pieceLength)).toEqual(readAll(SAMPLE));
  });

  it('keeps what was whole before a cut, and says that the document is cut', () => {
    const { elements, failure } = readAll(SAMPLE.slice(0, SAMPLE.indexOf('<port portid="81"') + 8));

    expect(elements.map(({ name }) => name)).toEqual(['nmaprun', 'host', 'port']);
    expect(failure).toBe('the document is cut short');
  });

  it('says that an empty document is none', () => {
    expect(readAll('').failure).toMatch(/root/);
  });

  it.each(['billion-laughs.xml', 'external-entity.xml', 'quadratic-blowup.xml'])(
    'refuses the definitions of %s and expands none',
    (name) => {
      const { elements, failure } = readAll(hostile(name));

      expect(failure).toBe('definitions in the DOCTYPE are refused');
      expect(elements).toEqual([]);
    },
  );

  it('refuses an entity that is not defined', () => {
    expect(readAll('<nmaprun>&x;</nmaprun>').failure).toMatch(/entity/);
  });

  it('accepts a document type with the place of its definition, which is never fetched', () => {
    expect(readAll('<!DOCTYPE a SYSTEM "/usr/share/doc/a.dtd"><a/>').failure).toBeUndefined();
  });

  it('refuses deep nesting', () => {
    expect(readAll(hostile('deep-nesting-2000.xml')).failure).toBe('elements are nested too deep');
  });

  it('takes names of the prototype as names', () => {
    const { elements, failure } = readAll(hostile('proto-pollution.xml'));

    expect(failure).toBeUndefined();
    expect(elements.find(({ name }) => name === 'port')?.attributes.get('__proto__')).toBe('p');
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it.each<readonly [string, string, Partial<XmlLimits>, string]>([
    ['elements', '<a><b/><b/><b/></a>', { elements: 3 }, 'there are too many elements'],
    ['attributes', '<a b="" c="" d=""/>', { attributes: 2 }, 'an element has too many attributes'],
    ['names', '<abcdef/>', { nameLength: 5 }, 'a name is too long'],
    ['names of attributes', '<a abcdef=""/>', { nameLength: 5 }, 'a name is too long'],
    ['text', '<a>abc<b/>def</a>', { text: 5 }, 'there is too much text'],
    ['attribute values', '<a b="abc" c="def"/>', { text: 5 }, 'there is too much text'],
    ['held elements', '<port><a/><a/></port>', { held: 2 }, 'an element holds too many others'],
  ])('refuses more %s than allowed', (_, text, limits, reason) => {
    expect(readAll(text, { ...XML_LIMITS, ...limits }).failure).toBe(reason);
    expect(readAll(text).failure).toBeUndefined();
  });

  it.each([
    ['a name', '<'],
    ['a comment', '<!-- '],
    ['an attribute', '<a b="'],
    ['a document type', '<!DOCTYPE '],
    ['a text', '<a>'],
  ])('notices %s that never ends', (_, start) => {
    const { failure } = readAll(start + 'x'.repeat(300_000), { ...XML_LIMITS, text: 100_000 });

    expect(failure).toBe('a token is too long');
  });

  it('hands out nothing after the first error', () => {
    const reader = new XmlReader(INTEREST);

    expect(reader.write('<nmaprun><port a="1"/><port></nmaprun>').map(({ name }) => name)).toEqual(['nmaprun', 'port']);
    expect(reader.write('<port/>')).toEqual([]);
    reader.end();
    expect(reader.failure).toMatch(/unexpected close tag/);
  });

  it('never throws, whatever it is given and wherever that is cut', () => {
    const nearlyXml = fc.array(
      fc.oneof(
        fc.constantFrom('<port>', '</port>', '<!DOCTYPE a [', ']>', '<![CDATA[', '&#x;', '\u0000', '"'),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          nearlyXml.map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        fc.nat(20),
        (text, size) => {
          expect(() => readAll(text, XML_LIMITS, size + 1)).not.toThrow();
        },
      ),
    );
  });
});
