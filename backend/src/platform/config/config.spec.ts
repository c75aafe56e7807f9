import { ConfigInvalidError, readConfig } from './config.js';

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigInvalidError) return error.problems;
    throw error;
  }
  return [];
}

describe(readConfig.name, () => {
  it('needs no variable at all', () => {
    const config = readConfig({});

    expect(config.http).toEqual({ host: '127.0.0.1', port: 8000, allowedHosts: [] });
    expect(config.scans.maxConcurrentToolExecutions).toBe(3);
    expect(config.scans.maxConcurrentScans).toBe(5);
    expect(config.database).toMatchObject({
      poolSize: 5,
      maxOverflow: 10,
      poolTimeoutMs: 30_000,
      recycleMs: 3_600_000,
    });
    expect(config.database.url).toBeUndefined();
  });

  it('names the variable, its value and what is allowed', () => {
    expect(problemsOf({ PORT: 'eighty' })).toEqual(['PORT="eighty": a whole number from 0 to 65535']);
    expect(problemsOf({ SCOPE_POLICY: 'all' })[0]).toMatch(/^SCOPE_POLICY="all": .*"public"\|"private"\|"allowlist"/);
  });

  it('names all wrong variables at once', () => {
    expect(problemsOf({ PORT: '-1', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' })).toHaveLength(3);
  });

  it.each([
    { DNS_RESOLVER: '9.9.9.9:70000' },
    { DNS_RESOLVER: '999.9.9.9:53' },
    { DNS_RESOLVER: '[zz::1]:53' },
    { ALLOWED_HOSTS: '*' },
    { ALLOWED_HOSTS: 'https://scanner.example' },
  ])('refuses %p', (variables) => {
    expect(problemsOf(variables)).toHaveLength(1);
  });

  it('reads resolvers and host names', () => {
    const config = readConfig({ DNS_RESOLVER: '[2620:fe::fe]:53', ALLOWED_HOSTS: 'scanner.example, 10.0.0.7' });

    expect(config.tools.dnsResolver).toBe('[2620:fe::fe]:53');
    expect(config.http.allowedHosts).toEqual(['scanner.example', '10.0.0.7']);
  });

  it('treats an empty variable as absent', () => {
    expect(readConfig({ PORT: '', DNS_RESOLVER: '' }).http.port).toBe(8000);
  });

  it('refuses to listen beyond loopback unless told that something else authenticates', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })[0]).toMatch(/UNSAFE_LISTEN_EVERYWHERE/);
    expect(readConfig({ HOST: '0.0.0.0', UNSAFE_LISTEN_EVERYWHERE: 'true' }).http.host).toBe('0.0.0.0');
  });

  it('never allows loopback targets while others can reach the server', () => {
    const remote = { HOST: '0.0.0.0', UNSAFE_LISTEN_EVERYWHERE: 'true', SCOPE_ALLOW_LOOPBACK: 'true' };

    expect(readConfig({}).scope.allowLoopback).toBe(true);
    expect(readConfig({ SCOPE_ALLOW_LOOPBACK: 'false' }).scope.allowLoopback).toBe(false);
    expect(readConfig(remote).scope.allowLoopback).toBe(false);
  });

  it('sorts the allow-list into names and networks', () => {
    const { scope } = readConfig({ SCOPE_ALLOWLIST: 'a.example, *.b.example,10.0.0.0/8, 192.0.2.1,2001:db8::1' });

    expect(scope.allowlistHosts).toEqual(['a.example', '*.b.example']);
    expect(scope.allowlistCidrs).toEqual(['10.0.0.0/8', '192.0.2.1/32', '2001:db8::1/128']);
  });
});
