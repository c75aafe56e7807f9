import fc from 'fast-check';
import { isIP } from 'node:net';
import { TargetInvalidError } from './target.errors.js';
import { type ParsedTarget, parseTarget } from './target.js';
import { targets } from './testing/nasty-targets.js';

function parsedOrRefused(input: string): ParsedTarget | undefined {
  try {
    return parseTarget(input);
  } catch (error) {
    if (error instanceof TargetInvalidError) return undefined;
    throw error;
  }
}

function problemWith(input: string): string {
  try {
    parseTarget(input);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

/** Texts that look like targets, taken apart and put together again, so that many get past the first checks. */
const pieces = fc.constantFrom(
  ...[
    'example',
    'com',
    'xn--bcher-kva',
    '127',
    '0x7f',
    '8',
    '2001:db8',
    '::',
    'fe80',
    '%25',
    '%2e',
    'http',
    'https',
    'HTTPS',
  ],
  ...[
    ':',
    '/',
    '//',
    '://',
    '.',
    '..',
    '-',
    '@',
    '[',
    ']',
    '?',
    '#',
    '\\',
    '*',
    ',',
    ';',
    '&',
    '$',
    '_',
    '~',
    ' ',
    '\n',
    '\0',
  ],
  ...['443', '80', '65536', '24', '32', '120', 'a', 'Z', '0', '\u00e9', '\uff0e', '\u200b'],
);
const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 2, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  { weight: 1, arbitrary: fc.domain() },
  { weight: 1, arbitrary: fc.ipV6() },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...targets.map(({ input }) => input)), pieces).map((pair) => pair.join('')),
  },
);

/** Refused texts and what the refusal has to say. */
const PROBLEMS: readonly (readonly [input: string, problem: string])[] = [
  ['', 'is empty'],
  [' example.com', 'a space'],
  ['example.com\n', 'a control character'],
  ['b\u00fccher.com', 'xn-- form'],
  ['-oN/etc/passwd', 'starts with a dash'],
  [`https://example.com/${'a'.repeat(2048)}`, 'at most 2048'],
  [`http://${'a.'.repeat(12)}a?${'q'.repeat(2048 - 33)}`, 'at most 2048'],
  [`${'a'.repeat(64)}.com`, 'DNS allows 63'],
  [`${'a'.repeat(50)}.`.repeat(5).concat('com'), 'DNS allows 253'],
  ['127.1', 'four decimal numbers'],
  ['xn--zzzz99999.com', 'not valid punycode'],
  ['ab--cd.com', 'reserved form'],
  ['user@example.com', 'user name or password'],
  ['example.com:080', 'whole number from 1 to 65535'],
  ['fe80::1%eth0', 'carries a zone'],
  ['::ffff:8.8.8.8', 'IPv4 address inside'],
  ['http://2001:db8::1/', 'stands in brackets'],
  ['[192.0.2.1]', 'no plain IPv6 address in brackets'],
  ['ftp://example.com/', 'Give an http:// or https:// URL'],
  ['http://', 'names no host'],
  ['http://ex%61mple.com/', 'contains a %'],
  ['example.com/admin', 'a URL starts with http:// or https://'],
  ['8.8.8.8/24', 'Give that first address, or 8.8.8.8/32'],
  ['8.8.0.0/16', 'ranges of /24 or smaller'],
  ['2001:db8::/64', 'ranges of /120 or smaller'],
  ['8.8.8.0/024', 'a whole number from 0 to 32'],
  ['https://example.com/a"b', 'Encode it as %XX'],
  ['https://example.com/100%', 'Encode it as %XX'],
  ['https://example.com/a#"', 'Encode it as %XX'],
  ['https://example.com/app/../admin', 'Write the path that it leads to'],
  ['https://example.com/app/%2E%2e/admin', 'Write the path that it leads to'],
  ['https://example.com/app/..%2fadmin', 'Write the path that it leads to'],
  ['https://example.com/app/.%5cadmin', 'Write the path that it leads to'],
];

describe(parseTarget.name, () => {
  it.each([
    ['example.com', { kind: 'host', canonical: 'example.com', host: 'example.com' }],
    ['Example.COM.:8443', { kind: 'host', canonical: 'example.com:8443', host: 'example.com', port: 8443 }],
    ['192.0.2.7', { kind: 'ip', canonical: '192.0.2.7', host: '192.0.2.7' }],
    ['192.0.2.7:22', { kind: 'ip', canonical: '192.0.2.7:22', host: '192.0.2.7', port: 22 }],
    ['[2001:DB8:0:0::1]:22', { kind: 'ip', canonical: '[2001:db8::1]:22', host: '2001:db8::1', port: 22 }],
    ['192.0.2.0/24', { kind: 'cidr', canonical: '192.0.2.0/24', network: { address: '192.0.2.0', prefix: 24 } }],
    ['2001:DB8::/120', { kind: 'cidr', canonical: '2001:db8::/120', network: { address: '2001:db8::', prefix: 120 } }],
    [
      'https://example.com',
      { kind: 'url', canonical: 'https://example.com/', scheme: 'https', host: 'example.com', port: 443, path: '/' },
    ],
    [
      'http://example.com:80?x=1#top',
      {
        kind: 'url',
        canonical: 'http://example.com/?x=1',
        scheme: 'http',
        host: 'example.com',
        port: 80,
        path: '/?x=1',
      },
    ],
    [
      'HTTPS://[2001:DB8::1]:8443/A%20b',
      {
        kind: 'url',
        canonical: 'https://[2001:db8::1]:8443/A%20b',
        scheme: 'https',
        host: '2001:db8::1',
        port: 8443,
        path: '/A%20b',
      },
    ],
  ])('understands %s', (input, expected) => {
    expect(parseTarget(input)).toEqual(expected);
  });

  it.each(PROBLEMS.map(([input, problem]) => [problem, input]))('says "%s"', (problem, input) => {
    expect(problemWith(input)).toContain(problem);
  });

  it('names the field of the request and a stable code', () => {
    expect(() => parseTarget('a b')).toThrow(
      expect.objectContaining({
        code: 'target.invalid',
        kind: 'invalid',
        fields: [{ field: 'target', message: expect.stringContaining('a space') }],
      }),
    );
  });

  it('shows only the beginning of a long part', () => {
    expect(problemWith(`${'a'.repeat(2000)}.com`).length).toBeLessThan(200);
  });

  it('throws nothing but its own error, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (input) => void parsedOrRefused(input)),
      { numRuns: 3000 },
    );
  });

  it('reads its own spelling back to the same target', () => {
    fc.assert(
      fc.property(hostileText, (input) => {
        const target = parsedOrRefused(input);
        fc.pre(target !== undefined);
        expect(parseTarget(target.canonical)).toEqual(target);
      }),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });

  it('accepts nothing that a program could take for an option or for two arguments', () => {
    fc.assert(
      fc.property(hostileText, (input) => {
        const target = parsedOrRefused(input);
        fc.pre(target !== undefined);
        const texts = [input, target.canonical, target.kind === 'cidr' ? target.network.address : target.host];
        expect(texts.filter((text) => text.startsWith('-') || !/^[\u0021-\u007e]+$/.test(text))).toEqual([]);
      }),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });

  it('agrees with the URL parser of browsers on where a URL leads', () => {
    fc.assert(
      fc.property(hostileText, (input) => {
        const target = parsedOrRefused(input);
        fc.pre(target?.kind === 'url');
        const { protocol, hostname, port, pathname, username } = new URL(target.canonical);
        const shownPort = (target.scheme === 'http' ? 80 : 443) === target.port ? '' : String(target.port);
        expect({ protocol, hostname, port, pathname, username }).toEqual({
          protocol: `${target.scheme}:`,
          hostname: isIP(target.host) === 6 ? `[${target.host}]` : target.host,
          port: shownPort,
          pathname: target.path.split('?')[0],
          username: '',
        });
      }),
      { numRuns: 200, maxSkipsPerRun: 1000 },
    );
  });
});
