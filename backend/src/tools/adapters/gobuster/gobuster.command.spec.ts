import { RUN_PATHS } from '../../testing/tool-fixtures.js';
import { wordListOf } from '../../path-discovery/word-lists.js';
import { PROFILES, type Profile } from '../../tool-adapter.js';
import { gobuster } from './gobuster.adapter.js';

const argsFor = (profile: Profile, path?: string): readonly string[] => {
  const endpoint = { host: 'shop.example', address: '192.0.2.10', port: 8443, protocol: 'https' as const };
  const place = path === undefined ? endpoint : { ...endpoint, path };
  return gobuster.command({ endpoint: place, profile, settings: {} }, RUN_PATHS).args;
};

describe('the gobuster command', () => {
  it.each(PROFILES)('differs in its word list only (%s)', (profile) => {
    expect(argsFor(profile)).toEqual([
      'dir',
      ...['-u', 'https://shop.example:8443/'],
      ...['-w', wordListOf(profile)],
      ...['-s', '200,204,301,302,307,308,401,403,405', '-b', ''],
      ...['-t', '4', '--timeout', '10s'],
      ...['--no-tls-validation', '--no-color'],
    ]);
  });

  it('asks below the folder of the address', () => {
    expect(argsFor('quick', '/shop/index.php?x=/y/')).toContain('https://shop.example:8443/shop/');
  });

  it('follows no redirect, and says that it came to its end', () => {
    expect(argsFor('deep').filter((arg) => /^(?:-r|--follow-redirect|-q|--quiet)$/.test(arg))).toEqual([]);
  });

  it('reads the version that it prints', () => {
    expect(gobuster.version.parse('3.5\n')).toBe('3.5');
    expect(gobuster.version.parse('gobuster version 3.8.0\n')).toBe('3.8.0');
    expect(gobuster.version.parse('3 files\n')).toBeUndefined();
  });
});
