import { type ToolRunRequest } from '../../tool-adapter.js';
import { sslscan } from './sslscan.adapter.js';

const PATHS = { workdir: '/run', report: '/run/report' };

function argsFor(change: Partial<ToolRunRequest>): readonly string[] {
  const endpoint = { host: 'weak.test', address: '192.0.2.7', port: 8443, protocol: 'https' } as const;
  return sslscan.command({ endpoint, profile: 'standard', settings: {}, ...change }, PATHS).args;
}

describe('the command of sslscan', () => {
  it('asks the pinned address and names the host in the hello only', () => {
    expect(argsFor({})).toEqual([
      '--no-colour',
      '--show-certificate',
      '--xml=-',
      '--no-groups',
      '--timeout=5',
      '--ipv4',
      '--sni-name=weak.test',
      '192.0.2.7:8443',
    ]);
  });

  it('puts IPv6 addresses into brackets and sends no name that is an address', () => {
    const args = argsFor({ endpoint: { host: '2001:db8::7', address: '2001:db8::7', port: 443, protocol: 'tls' } });

    expect(args).toContain('--ipv6');
    expect(args.at(-1)).toBe('[2001:db8::7]:443');
    expect(args.join(' ')).not.toContain('sni');
  });

  it('leaves less out the deeper the profile is', () => {
    expect(argsFor({ profile: 'quick' })).toEqual(expect.arrayContaining(['--no-groups', '--no-fallback']));
    expect(argsFor({ profile: 'deep' }).filter((arg) => arg.startsWith('--no-'))).toEqual(['--no-colour']);
  });
});

describe('the version of sslscan', () => {
  it('is the number above that of OpenSSL', () => {
    expect(sslscan.version.parse('\t\t2.0.7\n\t\tOpenSSL 3.0.19 27 Jan 2026\n')).toBe('2.0.7');
    expect(sslscan.version.parse('\t\t2.1.5-static\n\t\tOpenSSL 3.0.15 3 Sep 2024\n')).toBe('2.1.5-static');
  });

  it('is unknown for another program', () => {
    expect(sslscan.version.parse('2.0.7')).toBeUndefined();
    expect(sslscan.version.parse('')).toBeUndefined();
  });
});
