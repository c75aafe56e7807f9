import { type Endpoint } from '../../../targets/endpoint.js';
import { RUN_PATHS } from '../../testing/tool-fixtures.js';
import { PROFILES, type Profile } from '../../tool-adapter.js';
import { sqlmap } from './sqlmap.adapter.js';

const SHOP: Endpoint = { host: 'shop.example', address: '192.0.2.10', port: 8080, protocol: 'http' };

const argsFor = (profile: Profile, changes: Partial<Endpoint> = {}): readonly string[] =>
  sqlmap.command({ endpoint: { ...SHOP, ...changes }, profile, settings: {} }, RUN_PATHS).args;

const valueOf = (args: readonly string[], option: string): string | undefined =>
  args.find((arg) => arg.startsWith(`--${option}=`))?.slice(option.length + 3);

const targetOf = (changes: Partial<Endpoint>): readonly (string | undefined)[] => {
  const args = argsFor('quick', changes);
  return [args[1], valueOf(args, 'host')];
};

/** Python reads the expression without regard to case, as this does; what it uses means the same in both. */
const isFollowed = (link: string, changes: Partial<Endpoint> = {}): boolean =>
  new RegExp(valueOf(argsFor('deep', changes), 'scope') ?? '', 'i').test(link);

describe('the sqlmap command', () => {
  it.each([
    ['quick', 1, 1, 'BEU'],
    ['standard', 2, 1, 'BEUT'],
    ['deep', 2, 2, 'BEUT'],
  ] as const)('of the %s profile follows links %d deep, at level %d', (profile, depth, level, techniques) => {
    expect(argsFor(profile)).toEqual([
      ...['-u', 'http://192.0.2.10:8080/', '--host=shop.example:8080'],
      ...['--batch', '--disable-coloring'],
      '--answers=keep testing the others=Y,further tests involving it=N,normalize crawling results=N,' +
        'skip those kind of cases=N,custom injection marker=N,sitemap=N,extending provided=N,' +
        'apply it from now on=N,official Github repository=N,exploit this SQL injection=N',
      `--crawl=${depth}`,
      String.raw`--scope=^http://192\.0\.2\.10:8080/(?!.*(?:delete|remove|destroy|erase|purge|reset|cancel|log-?_?out|log-?_?off|sign-?_?out|unsubscribe|%0[ad]))`,
      '--ignore-redirects',
      ...[`--level=${level}`, '--risk=1', `--technique=${techniques}`, '--time-sec=2'],
      ...['--skip-waf', '--timeout=10', '--retries=1', '--output-dir=/run/one/sqlmap'],
    ]);
  });

  it.each(PROFILES)('only detects (%s)', (profile) => {
    const asked = argsFor(profile).join(' ');

    expect(asked).not.toMatch(
      /--(?:forms|data|dbs|tables|dump|all|banner|users|passwords|sql-|os-|file-|priv|udf|reg-)/,
    );
    expect(asked).not.toMatch(/--(?:offline|check-internet|update|tor|proxy|dns-domain|alert|eval)/);
  });

  it.each<[string, Partial<Endpoint>, readonly (string | undefined)[]]>([
    ['the pinned address with the name', { port: 80 }, ['http://192.0.2.10:80/', 'shop.example']],
    ['an address as it is', { host: '192.0.2.10' }, ['http://192.0.2.10:8080/', undefined]],
    [
      'an IPv6 address',
      { host: '2001:db8::7', address: '2001:db8::7', path: '/a?id=1' },
      ['http://[2001:db8::7]:8080/a?id=1', undefined],
    ],
    [
      'a name behind TLS by name, which the server has to be told',
      { protocol: 'https', port: 443 },
      ['https://shop.example:443/', undefined],
    ],
  ])('asks %s', (_, changes, target) => {
    expect(targetOf(changes)).toEqual(target);
  });

  it.each([
    ['http://192.0.2.10:8080/item?id=1', true],
    ['HTTP://192.0.2.10:8080/', true],
    ['http://192.0.2.10:9090/item?id=1', false],
    ['http://192.0.2.10:80800/item?id=1', false],
    ['http://192.0.2.10/item?id=1', false],
    ['https://192.0.2.10:8080/item?id=1', false],
    ['http://www.192.0.2.10:8080/item?id=1', false],
    ['http://192x0.2.10:8080/item?id=1', false],
    ['http://192.0.2.10:8080@other.example/item?id=1', false],
    ['http://other.example/?to=http://192.0.2.10:8080/', false],
    ['http://192.0.2.10:8080/item/Delete?id=1', false],
    ['http://192.0.2.10:8080/?action=remove&id=1', false],
    ['http://192.0.2.10:8080/user/log-out', false],
    ['http://192.0.2.10:8080/a?id=1%0ASQL', false],
  ])('follows %s: %s', (link, followed) => {
    expect(isFollowed(link)).toBe(followed);
  });

  it('follows links with and without the port that goes without saying', () => {
    for (const link of ['https://shop.example/a?id=1', 'https://shop.example:443/a?id=1']) {
      expect(isFollowed(link, { protocol: 'https', port: 443 })).toBe(true);
    }
  });

  it('reads the version that it prints', () => {
    expect(sqlmap.version.parse('1.7.2#stable\n[09:15:15] [WARNING] your sqlmap version is outdated\n')).toBe('1.7.2');
    expect(sqlmap.version.parse('1.8.4.3#dev\n')).toBe('1.8.4.3');
    expect(sqlmap.version.parse('3 files\n')).toBeUndefined();
  });
});
