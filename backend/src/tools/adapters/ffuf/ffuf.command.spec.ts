import { RUN_PATHS } from '../../testing/tool-fixtures.js';
import { wordListOf } from '../../path-discovery/word-lists.js';
import { PROFILES, type Profile } from '../../tool-adapter.js';
import { ffufCommand } from './ffuf.command.js';
import { FFUF_PROFILES } from './ffuf.profiles.js';

const argsFor = (profile: Profile, path?: string): readonly string[] => {
  const endpoint = { host: 'shop.example', address: '192.0.2.10', port: 8443, protocol: 'https' as const };
  const place = path === undefined ? endpoint : { ...endpoint, path };
  return ffufCommand({ endpoint: place, profile, settings: {} }, RUN_PATHS).args;
};

const valueOf = (args: readonly string[], option: string): string => args[args.indexOf(option) + 1] ?? '';

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

  it.each(PROFILES)('takes the word list of the %s profile', (profile) => {
    expect(valueOf(argsFor(profile), '-w')).toBe(wordListOf(profile));
  });

  it.each(PROFILES)('ends by itself before the time limit of the %s profile', (profile) => {
    const longest = Number(valueOf(argsFor(profile), '-maxtime'));

    expect(longest).toBeGreaterThan(FFUF_PROFILES[profile].expectedSeconds);
    expect(longest).toBeLessThan(FFUF_PROFILES[profile].timeLimitSeconds);
  });
});
