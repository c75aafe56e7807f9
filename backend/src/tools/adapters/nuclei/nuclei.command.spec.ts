import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { nuclei } from './nuclei.adapter.js';
import { nucleiCommand } from './nuclei.command.js';

const argsFor = (profile: Profile, changes: Partial<ToolRunRequest> = {}): readonly string[] =>
  nucleiCommand({
    endpoint: { host: 'shop.example', address: '192.0.2.10', port: 8443, protocol: 'https' },
    profile,
    settings: {},
    ...changes,
  }).args;

const valueOf = (args: readonly string[], option: string): string => args[args.indexOf(option) + 1] ?? '';

describe('the Nuclei command', () => {
  it('tells no third party and leaves other ports alone', () => {
    const args = argsFor('deep');

    expect(args).toEqual(expect.arrayContaining(['-no-interactsh', '-disable-update-check', '-follow-host-redirects']));
    expect(valueOf(args, '-type')).toBe('http');
    expect(args.filter((arg) => /dashboard|cloud|uncover|headless|code/.test(arg))).toEqual([]);
  });

  it('uses the folder of templates that is configured, and none otherwise', () => {
    const args = argsFor('quick', { settings: { nucleiTemplates: '/srv/templates' } });

    expect(valueOf(args, '-templates')).toBe('/srv/templates');
    expect(argsFor('quick')).not.toContain('-templates');
  });

  it('asks more from profile to profile, and never takes a service down', () => {
    const [quick, standard, deep] = (['quick', 'standard', 'deep'] as const).map((profile) =>
      valueOf(argsFor(profile), '-severity').split(','),
    );

    expect(standard).toEqual(expect.arrayContaining(quick!));
    expect(deep).toEqual(expect.arrayContaining(standard!));
    expect(deep!.length).toBeGreaterThan(standard!.length);
    expect(valueOf(argsFor('deep'), '-exclude-tags').split(',')).toContain('dos');
  });

  it('keeps a path with a comma one target', () => {
    const endpoint = { host: 'shop.example', address: '192.0.2.10', port: 80, protocol: 'http' as const, path: '/a,b' };

    expect(valueOf(argsFor('quick', { endpoint }), '-target')).toBe('http://shop.example:80/a%2Cb');
  });

  it('reads the version that nuclei 3 prints', () => {
    expect(nuclei.version.parse('[INF] Nuclei Engine Version: v3.4.10\n[INF] Nuclei Config Directory: /x\n')).toBe(
      '3.4.10',
    );
  });
});
