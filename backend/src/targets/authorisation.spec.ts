import { AuthorisationInvalidError } from './authorisation.errors.js';
import { gapIn } from './authorisation-gap.js';
import { covers, drawUp } from './authorisation.js';
import { type Endpoint } from './endpoint.js';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const LATER = new Date('2026-03-02T12:00:00.000Z');

function at(host: string, address: string, rest: Partial<Endpoint> = {}): Endpoint {
  return { host, address, ...rest };
}

function authorised(target: string, scope: readonly string[] = []) {
  return drawUp({ authorisedBy: 'the owner', scope }, target, NOW);
}

describe(drawUp.name, () => {
  it('always covers the target itself, and writes times in UTC', () => {
    const terms = drawUp({ authorisedBy: 'a', validFrom: '2026-01-01T01:00:00+01:00' }, 'a.example.com', NOW);

    expect(terms).toEqual({
      authorisedBy: 'a',
      scope: ['a.example.com'],
      validFrom: '2026-01-01T00:00:00.000Z',
      note: '',
    });
  });

  it.each([
    [{ validTo: '2026-02-01T00:00:00Z' }, 'authorisation.validTo'],
    [{ validFrom: 'soon' }, 'authorisation.validFrom'],
    [{ scope: ['fine.example.com', '-oX'] }, 'authorisation.scope[1]'],
  ])('refuses %j and names the field', (part, field) => {
    const drawing = () => drawUp({ authorisedBy: 'a', ...part }, 'a.example.com', NOW, 'authorisation.');

    expect(drawing).toThrow(AuthorisationInvalidError);
    expect(drawing).toThrow(expect.objectContaining({ fields: [expect.objectContaining({ field })] }));
  });
});

describe(covers.name, () => {
  it.each<[string, string, Endpoint, boolean]>([
    ['a name covers itself', 'a.example.com', at('a.example.com', '192.0.2.1'), true],
    ['a name does not cover names below it', 'a.example.com', at('b.a.example.com', '192.0.2.1'), false],
    ['a star covers what is below', '*.example.com', at('b.example.com', '192.0.2.1'), true],
    ['a star does not cover the name itself', '*.example.com', at('example.com', '192.0.2.1'), false],
    ['a range covers the machines in it, whatever their names', '192.0.2.0/24', at('x.test', '192.0.2.9'), true],
    ['a range does not cover its neighbour', '192.0.2.0/24', at('192.0.3.1', '192.0.3.1'), false],
    ['a port covers no other port', '192.0.2.1:443', at('192.0.2.1', '192.0.2.1', { port: 80 }), false],
    ['an address of the same text family only', '::/0', at('192.0.2.1', '192.0.2.1'), false],
    [
      'the beginning of a path covers whole steps',
      'https://a.example.com/app',
      at('a.example.com', '192.0.2.1', { port: 443, path: '/apple' }),
      false,
    ],
    [
      'the beginning of a path covers what is below it',
      'https://a.example.com/app',
      at('a.example.com', '192.0.2.1', { port: 443, path: '/app/x' }),
      true,
    ],
  ])('%s', (_, entry, endpoint, expected) => {
    expect(covers(authorised('other.example.org', [entry]), endpoint, NOW)).toBe(expected);
  });

  it('ends at the first moment of its end', () => {
    const terms = drawUp({ authorisedBy: 'a', validTo: LATER.toISOString() }, '192.0.2.1', NOW);
    const endpoint = at('192.0.2.1', '192.0.2.1');

    expect(covers(terms, endpoint, new Date(LATER.getTime() - 1))).toBe(true);
    expect(covers(terms, endpoint, LATER)).toBe(false);
  });
});

describe(gapIn.name, () => {
  const endpoint = at('192.0.2.1', '192.0.2.1');

  it('is nothing when one of several covers the endpoint', () => {
    expect(gapIn([authorised('192.0.2.7'), authorised('192.0.2.1')], endpoint, NOW)).toBeUndefined();
  });

  it.each([
    ['nobody has authorised it', [], NOW],
    ['covers 192.0.2.7, but not 192.0.2.1', [authorised('192.0.2.7')], NOW],
    ['begins only at', [drawUp({ authorisedBy: 'a', validFrom: LATER.toISOString() }, '192.0.2.1', NOW)], NOW],
    ['ended at', [drawUp({ authorisedBy: 'a', validTo: LATER.toISOString() }, '192.0.2.1', NOW)], LATER],
  ])('says "%s"', (words, authorisations, time) => {
    expect(gapIn(authorisations, endpoint, time)).toContain(words);
  });
});
