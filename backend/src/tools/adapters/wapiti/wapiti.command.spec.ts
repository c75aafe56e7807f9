import { RUN_PATHS } from '../../testing/tool-fixtures.js';
import { PROFILES, type Profile } from '../../tool-adapter.js';
import { wapiti } from './wapiti.adapter.js';

const argsFor = (profile: Profile): readonly string[] => {
  const endpoint = { host: 'shop.example', address: '192.0.2.10', port: 8443, protocol: 'https' as const };
  return wapiti.command({ endpoint, profile, settings: {} }, RUN_PATHS).args;
};

const valueOf = (profile: Profile, option: string): string | undefined => {
  const args = argsFor(profile);
  return args[args.indexOf(option) + 1];
};

describe('the Wapiti command', () => {
  it('watches only in the quick profile', () => {
    expect(valueOf('quick', '-m')).toBe('csp,http_headers,cookieflags');
    expect(valueOf('quick', '--scope')).toBe('page');
  });

  it.each(PROFILES)('puts attacks into GET requests only (%s)', (profile) => {
    const attacks = valueOf(profile, '-m')?.split(',').slice(3) ?? [];

    expect(attacks.filter((module) => !module.endsWith(':get'))).toEqual([]);
  });

  it.each(PROFILES)('asks no third party (%s)', (profile) => {
    expect(valueOf(profile, '-m')).not.toMatch(/ssrf|xxe|wapp|nikto|brute/);
    expect(valueOf(profile, '--endpoint')).toBe('https://shop.example:8443/');
    expect(argsFor(profile)).toContain('--no-bugreport');
  });

  it('stays on the server in all profiles', () => {
    expect(PROFILES.map((profile) => valueOf(profile, '--scope'))).toEqual(['page', 'folder', 'folder']);
  });

  it('reads the version that it prints', () => {
    expect(wapiti.version.parse('banner\nWapiti-3.0.4 (wapiti.sourceforge.io)\nWapiti 3.0.4\n')).toBe('3.0.4');
    expect(wapiti.version.parse('wapiti: not found\n')).toBeUndefined();
  });
});
