import { type ToolRunRequest } from '../../tool-adapter.js';
import { portRanges } from './nmap-command.js';
import { SCRIPTS, vulnerabilityScriptsOf } from './nmap-scripts.js';
import { nmap } from './nmap.adapter.js';

const PATHS = { workdir: '/run', report: '/run/report' };

function specFor(change: Partial<ToolRunRequest> = {}) {
  const endpoint = { host: 'weak.test', address: '192.0.2.7' };
  return nmap.command({ endpoint, profile: 'quick', settings: {}, ...change }, PATHS);
}

function optionIn(args: readonly string[], name: string): string | undefined {
  const position = args.indexOf(name);
  return position === -1 ? undefined : args[position + 1];
}

describe('the command of nmap', () => {
  it('scans the pinned address, talks while it scans, and writes its report to a file', () => {
    const spec = specFor();

    expect(spec.program).toBe('nmap');
    expect(spec.args).toEqual([
      '-n',
      '-Pn',
      '-sT',
      '-sV',
      '--version-intensity',
      '2',
      '-T4',
      '--unprivileged',
      '-v',
      '--stats-every',
      '1s',
      '-oX',
      '/run/report',
      '--host-timeout',
      '280s',
      '--script',
      'ftp-anon,redis-info,ssh2-enum-algos,sshv1',
      '--script-timeout',
      '60s',
      '--top-ports',
      '100',
      '192.0.2.7',
    ]);
    expect(spec.parsed).toEqual(['stdout', 'stderr', 'report']);
  });

  it('asks IPv6 addresses over IPv6', () => {
    const { args } = specFor({ endpoint: { host: '::1', address: '::1' } });

    expect(args[0]).toBe('-6');
    expect(args.at(-1)).toBe('::1');
  });

  it('keeps to the ports of the scan, whatever the profile', () => {
    for (const profile of ['quick', 'standard', 'deep'] as const) {
      const { args } = specFor({ profile, ports: [443, 80, 81, 82, 443] });

      expect(optionIn(args, '-p')).toBe('80-82,443');
      expect(args).not.toContain('--top-ports');
      expect(args).not.toContain('-p-');
    }
  });

  it('looks at more ports with more scripts the deeper the profile is', () => {
    expect(optionIn(specFor({ profile: 'standard' }).args, '--top-ports')).toBe('1000');
    expect(specFor({ profile: 'deep' }).args).toContain('-p-');
    expect(SCRIPTS.standard).toEqual(expect.arrayContaining([...SCRIPTS.quick]));
    expect(SCRIPTS.deep).toEqual(expect.arrayContaining([...SCRIPTS.standard]));
  });

  it('gives the host up before the run would be ended', () => {
    for (const profile of ['quick', 'standard', 'deep'] as const) {
      const limit = nmap.manifest.profiles[profile]?.timeLimitSeconds ?? 0;

      expect(Number.parseInt(optionIn(specFor({ profile }).args, '--host-timeout') ?? '', 10)).toBeLessThan(limit);
    }
  });

  it('uses no script that was seen to report what is not there, attacks or asks third parties', () => {
    expect(SCRIPTS.deep.join(' ')).not.toMatch(/http-vuln|brute|dos|external|vulners|http-title|exploit/);
    expect(vulnerabilityScriptsOf('quick')).toEqual([]);
    expect(vulnerabilityScriptsOf('deep')).toContain('ssl-heartbleed');
  });
});

describe(portRanges.name, () => {
  it.each([
    [[22], '22'],
    [[3, 1, 2], '1-3'],
    [[443, 80, 443, 8080, 8081], '80,443,8080-8081'],
  ])('joins %j', (ports, text) => {
    expect(portRanges(ports)).toBe(text);
  });
});

describe('the version of nmap', () => {
  it('stands in its first line', () => {
    expect(nmap.version.parse('Nmap version 7.93 ( https://nmap.org )\nPlatform: x86_64-pc-linux-gnu\n')).toBe('7.93');
    expect(nmap.version.parse('Nmap version 7.95SVN ( https://nmap.org )')).toBe('7.95SVN');
  });

  it('is unknown for another program', () => {
    expect(nmap.version.parse('usage: nmap')).toBeUndefined();
  });
});
