import { existsSync, readFileSync } from 'node:fs';
import { RUN_PATHS } from '../../testing/tool-fixtures.js';
import { PROFILES, type Profile } from '../../tool-adapter.js';
import { isNobodysPath, kindOf } from './ffuf.baseline.js';
import { ffufCommand } from './ffuf.command.js';
import { FFUF_PROFILES, WORDLIST_SIZES } from './ffuf.profiles.js';

const argsFor = (profile: Profile, path?: string): readonly string[] => {
  const endpoint = { host: 'shop.example', address: '192.0.2.10', port: 8443, protocol: 'https' as const };
  const place = path === undefined ? endpoint : { ...endpoint, path };
  return ffufCommand({ endpoint: place, profile, settings: {} }, RUN_PATHS).args;
};

const valueOf = (args: readonly string[], option: string): string => args[args.indexOf(option) + 1] ?? '';

const wordsOf = (profile: Profile): string[] =>
  readFileSync(valueOf(argsFor(profile), '-w'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

describe('the ffuf command', () => {
  it('asks below the folder of the address', () => {
    expect(valueOf(argsFor('quick'), '-u')).toBe('https://shop.example:8443/FUZZ');
    expect(valueOf(argsFor('quick', '/shop/index.php?x=/y/'), '-u')).toBe('https://shop.example:8443/shop/FUZZ');
  });

  it('replaces one place only, even when the path holds the keyword', () => {
    expect(valueOf(argsFor('quick', '/FUZZ/FUZZ/'), '-u')).toBe('https://shop.example:8443/%46UZZ/%46UZZ/FUZZ');
  });

  it('leaves a host with the keyword in it alone', () => {
    const endpoint = { host: 'FUZZ.example', address: '192.0.2.10', port: 80, protocol: 'http' as const };
    const { args } = ffufCommand({ endpoint, profile: 'quick', settings: {} }, RUN_PATHS);

    expect(valueOf(args, '-u')).toBe('http://fuzz.example:80/FUZZ');
  });

  it('calibrates, follows no redirect and keeps to one connection', () => {
    const args = argsFor('deep');

    expect(args).toContain('-ac');
    expect(args).not.toContain('-r');
    expect(valueOf(args, '-t')).toBe('1');
  });

  it.each(PROFILES)('ends by itself before the time limit of the %s profile', (profile) => {
    const longest = Number(valueOf(argsFor(profile), '-maxtime'));

    expect(longest).toBeGreaterThan(FFUF_PROFILES[profile].expectedSeconds);
    expect(longest).toBeLessThan(FFUF_PROFILES[profile].timeLimitSeconds);
  });
});

describe('the word lists', () => {
  it.each(PROFILES)('hold as many paths as the %s profile says', (profile) => {
    expect(existsSync(valueOf(argsFor(profile), '-w'))).toBe(true);
    expect(wordsOf(profile).filter((word) => !isNobodysPath(word))).toHaveLength(WORDLIST_SIZES[profile]);
  });

  it.each(PROFILES)('hold a path that nobody has for each kind of path (%s)', (profile) => {
    const words = wordsOf(profile);
    const covered = new Set(words.filter(isNobodysPath).map(kindOf));

    expect([...new Set(words.map(kindOf))].filter((kind) => !covered.has(kind))).toEqual([]);
  });

  it('grow from profile to profile', () => {
    const [quick, standard, deep] = PROFILES.map((profile) => new Set(wordsOf(profile)));

    expect([...quick!].filter((word) => !standard!.has(word))).toEqual([]);
    expect([...standard!].filter((word) => !deep!.has(word))).toEqual([]);
  });

  it.each(PROFILES)('hold relative paths only, each once (%s)', (profile) => {
    const words = wordsOf(profile);

    expect(words.filter((word) => !/^[\w.~-][\w.~/-]*$/.test(word) || word.includes('..'))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('leave out paths that may change something when they are asked for', () => {
    expect(wordsOf('deep').filter((word) => /logout|signout|delete|remove|shutdown|reboot|reset/i.test(word))).toEqual(
      [],
    );
  });
});
