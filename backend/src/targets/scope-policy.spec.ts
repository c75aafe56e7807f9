import { ScopePolicy, type ScopePolicyName, ScopeSettingsInvalidError, type Verdict } from './scope-policy.js';
import { NEVER_RANGES } from './scope-ranges.js';
import { MAX_CIDR_ADDRESSES } from './target.js';
import { context } from './testing/nasty-targets.js';

const POLICIES: readonly ScopePolicyName[] = ['public', 'private', 'allowlist'];

function scopePolicy(policy: ScopePolicyName, allowlist: readonly string[] = [], allowLoopback = false): ScopePolicy {
  return new ScopePolicy({
    policy,
    allowlistHosts: allowlist.filter((entry) => !entry.includes('/')),
    allowlistCidrs: allowlist.filter((entry) => entry.includes('/')),
    allowLoopback,
  });
}

function reasonOf(verdict: Verdict): string {
  return verdict.accepted ? 'accepted' : verdict.reason;
}

describe(ScopePolicy.name, () => {
  it('never scans exactly what the list of nasty targets says', () => {
    expect(NEVER_RANGES.map(({ cidr }) => cidr)).toEqual(context.never);
    expect(context.maxCidr).toEqual({ 4: MAX_CIDR_ADDRESSES, 6: MAX_CIDR_ADDRESSES });
  });

  it.each(POLICIES)('lets no allow-list and no switch open the metadata services under %s', (name) => {
    const sut = scopePolicy(name, ['0.0.0.0/0', '::/0', 'metadata.google.internal', '*.internal'], true);
    const metadata = ['169.254.169.254', '169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192'];
    const embedded = ['fd00:ec2::254', 'fd20:ce::254', '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::'];

    for (const address of [...metadata, ...embedded]) {
      expect(reasonOf(sut.judgeAddress(address))).toContain('No setting allows it');
      expect(reasonOf(sut.judgeAnswer('a.example.com', address))).toContain('No setting allows it');
    }
    expect(reasonOf(sut.judgeName('metadata.google.internal'))).toContain('never scanned');
  });

  it('does not let the rule on mapped addresses swallow IPv4', () => {
    expect(scopePolicy('public').judgeAddress('8.8.8.8')).toEqual({ accepted: true });
    expect(scopePolicy('public').judgeAddress('::ffff:808:808').accepted).toBe(false);
  });

  it.each(POLICIES)('opens this machine, and nothing else, with the loopback switch under %s', (name) => {
    const open = scopePolicy(name, [], true);
    const shut = scopePolicy(name, [], false);
    const addresses = ['127.0.0.1', '127.255.255.254', '::1'];
    const names = ['localhost', 'shop.localhost', 'localhost.localdomain'];

    expect(addresses.map((address) => open.judgeAddress(address).accepted)).toEqual([true, true, true]);
    expect(names.map((host) => open.judgeName(host).accepted)).toEqual([true, true, true]);
    expect(addresses.map((address) => shut.judgeAddress(address).accepted)).toEqual([false, false, false]);
    expect(names.map((host) => shut.judgeName(host).accepted)).toEqual([false, false, false]);
    expect(reasonOf(shut.judgeAddress('127.0.0.1'))).toContain('SCOPE_ALLOW_LOOPBACK=true');
    for (const other of [
      '0.0.0.0',
      '::',
      '::2',
      '::7f00:1',
      '::ffff:7f00:1',
      '::ffff:127.0.0.1',
      '::1%lo',
      '128.0.0.0/1',
    ]) {
      expect(open.judgeAddress(other).accepted).toBe(false);
    }
  });

  it('does not follow a loopback name to another machine', () => {
    const sut = scopePolicy('private', [], true);

    expect(sut.judgeAnswer('localhost', '127.0.0.1')).toEqual({ accepted: true });
    expect(reasonOf(sut.judgeAnswer('shop.localhost', '8.8.8.8'))).toContain('RFC 6761');
  });

  it('names the setting that would allow what it refuses', () => {
    expect(reasonOf(scopePolicy('public').judgeAddress('10.0.0.1'))).toMatch(/RFC 1918.*SCOPE_POLICY=private would/);
    expect(reasonOf(scopePolicy('public').judgeName('printer.local'))).toMatch(/SCOPE_POLICY=private would/);
    expect(reasonOf(scopePolicy('private').judgeAddress('192.0.2.1'))).toMatch(/RFC 5737.*SCOPE_ALLOWLIST would/);
    expect(reasonOf(scopePolicy('private').judgeName('host.notatld'))).toMatch(/SCOPE_ALLOWLIST would/);
    expect(reasonOf(scopePolicy('private').judgeAddress('4000::1'))).toMatch(/2000::\/3/);
    expect(reasonOf(scopePolicy('allowlist').judgeAddress('8.8.8.8'))).toMatch(
      /SCOPE_ALLOWLIST with it or its network/,
    );
    expect(reasonOf(scopePolicy('allowlist').judgeName('example.com'))).toMatch(/SCOPE_ALLOWLIST with it would/);
    expect(reasonOf(scopePolicy('allowlist', ['a.example.com']).judgeAnswer('a.example.com', '10.1.1.1'))).toMatch(
      /RFC 1918.*SCOPE_ALLOWLIST would/,
    );
  });

  it('accepts the names of private networks, also test networks and home.arpa, under private only', () => {
    const names = ['intranet', 'printer.local', 'a.test', 'nas.home.arpa', 'git.corp', 'db.lan'];

    expect(names.map((name) => scopePolicy('private').judgeName(name).accepted)).toEqual(names.map(() => true));
    expect(names.map((name) => scopePolicy('public').judgeName(name).accepted)).toEqual(names.map(() => false));
  });

  it('refuses public suffixes even when the allow-list names them', () => {
    expect(reasonOf(scopePolicy('allowlist', ['co.uk']).judgeName('co.uk'))).toContain('public suffix');
  });

  it('reads wildcards as every name below, at any depth, and not the name itself', () => {
    const sut = scopePolicy('allowlist', ['*.Lab.example.org.']);

    const verdicts = ['a.lab.example.org', 'b.a.lab.example.org', 'lab.example.org', 'evillab.example.org'].map(
      (name) => sut.judgeName(name).accepted,
    );

    expect(verdicts).toEqual([true, true, false, false]);
  });

  it.each(['10.0.0.1/8', '010.0.0.0/8', '10.0.0.0/33', '*', '*.', 'a b', '*.*.example.com', '-x.example.com'])(
    'does not start with %j in the allow-list',
    (entry) => {
      expect(() => scopePolicy('allowlist', [entry])).toThrow(ScopeSettingsInvalidError);
    },
  );
});
