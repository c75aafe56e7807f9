import { CLEAN_EXIT, KILLED_EXIT, TIMED_OUT_EXIT } from '../../testing/parser-replay.js';
import { endpointsIn, fixture, HOST, play, seenOn, statusesIn } from './testing/nmap-replay.js';

describe('how a run of nmap ended', () => {
  it('is a success that speaks for the services on the ports of the scan, not for the rest of the host', () => {
    const run = play(
      { report: fixture('standard.xml') },
      { profile: 'standard', ports: [1, 24022, 24080, 24443, 24444, 26379] },
    );

    expect(run.verdict.outcome).toBe('succeeded');
    expect(statusesIn(run)).toEqual({
      'net.ports': 'partial',
      'net.services': 'partial',
      'net.vulnerabilities': 'partial',
      'ssh.algorithms': 'partial',
    });
    expect(run.verdict.coverage).toContainEqual({
      family: 'ssh.algorithms',
      endpoint: { ...HOST, port: 24022, transport: 'tcp', protocol: 'ssh' },
      status: 'ran',
    });
  });

  it.each([
    ['quick', 'the 100 most common'],
    ['standard', 'the 1000 most common'],
  ] as const)('does not speak for ports that the %s profile leaves out', (profile, words) => {
    const run = play({ report: fixture('closed-port.xml') }, { profile });

    expect(run.verdict.outcome).toBe('succeeded');
    expect(statusesIn(run)).toMatchObject({
      'net.ports': 'partial',
      'net.services': 'partial',
      'ssh.algorithms': 'partial',
    });
    expect(run.verdict.coverage[0]?.reason).toContain(words);
  });

  it('is a proven absence when all ports were examined and are closed', () => {
    const run = play({ report: fixture('closed-port.xml') }, { profile: 'deep' });

    expect(run.verdict.outcome).toBe('succeeded');
    expect(run.observations).toEqual([]);
    expect(statusesIn(run)).toMatchObject({ 'net.ports': 'ran', 'net.services': 'ran' });
  });

  it('proves nothing about ports that a firewall keeps from being seen', () => {
    const open = '<port protocol="tcp" portid="22"><state state="open" reason="syn-ack"/></port>';
    const walled = fixture('closed-port.xml').replace(
      '<ports>',
      `<ports>${open}<extraports state="filtered" count="65533"/>`,
    );
    const run = play({ report: walled }, { profile: 'deep' });

    expect(run.verdict.outcome).toBe('succeeded');
    for (const family of ['net.ports', 'net.services', 'ssh.algorithms'] as const) {
      expect(run.verdict.coverage).toContainEqual({
        family,
        endpoint: HOST,
        status: 'blocked',
        reason: '65533 ports are filtered: they gave no answer, or a firewall answered for them',
      });
    }
  });

  it('does not speak for services that did not say what they are', () => {
    const run = play({ report: fixture('ports-only.xml') });

    expect(statusesIn(run)).toMatchObject({
      'net.ports': 'ran',
      'net.services': 'partial',
      'ssh.algorithms': 'partial',
    });
  });

  it('is a failure when nothing answered: the host may be down', () => {
    const silent = fixture('closed-port.xml').replace(
      'state="closed" reason="conn-refused"',
      'state="filtered" reason="no-response"',
    );
    const run = play({ report: silent });

    expect(run.verdict.outcome).toBe('failed');
    expect(run.verdict.reason).toContain('no port answered');
    expect(new Set(Object.values(statusesIn(run)))).toEqual(new Set(['blocked']));
  });

  it('is partial when nmap gave the host up, although nmap calls it a success', () => {
    const run = play({ report: fixture('tarpit.xml'), stdout: 'Discovered open port 7777/tcp on 127.0.0.1\n' });

    expect(run.verdict.outcome).toBe('partial');
    expect(run.verdict.reason).toContain('gave the host up');
    expect(statusesIn(run)).toEqual({
      'net.ports': 'partial',
      'net.services': 'timed_out',
      'net.vulnerabilities': 'timed_out',
      'ssh.algorithms': 'timed_out',
    });
  });

  it.each([
    ['unresolvable.xml', 'unresolvable.stderr.txt', /examined no host: Failed to resolve "nx.invalid"/],
    ['bad-script.xml', 'bad-script.stderr.txt', /nmap stopped: NSE: failed to initialize the script engine/],
    [undefined, 'bad-args.stderr.txt', /unrecognized option/],
    [undefined, undefined, /the report cannot be read/],
  ])('is a failure in words for %s', (report, stderr, reason) => {
    const output = {
      ...(report === undefined ? {} : { report: fixture(report) }),
      ...(stderr === undefined ? {} : { stderr: fixture(stderr) }),
    };
    const run = play(output);

    expect(run.verdict.outcome).toBe('failed');
    expect(run.verdict.reason).toMatch(reason);
    expect(new Set(Object.values(statusesIn(run)))).toEqual(new Set(['failed']));
  });

  it.each([
    ['cancelled', KILLED_EXIT, 'partial', 'cancelled'],
    ['ended at its time limit', TIMED_OUT_EXIT, 'timed_out', 'timed_out'],
    ['killed by someone else', { code: null, signal: 'SIGKILL', truncated: false }, 'partial', 'failed'],
  ] as const)('keeps the ports that were seen when it was %s', (_, exit, outcome, status) => {
    const run = play({ stdout: fixture('killed.stdout.txt'), report: fixture('killed.xml') }, { exit });

    expect(run.verdict.outcome).toBe(outcome);
    expect(endpointsIn(run)).toHaveLength(4);
    expect(statusesIn(run)).toEqual({
      'net.ports': 'partial',
      'net.services': status,
      'net.vulnerabilities': status,
      'ssh.algorithms': status,
    });
  });

  it('proves nothing when it was ended before any port was seen', () => {
    const run = play({ report: fixture('sigterm-mid-run.xml') }, { exit: KILLED_EXIT });

    expect(run.verdict.outcome).toBe('failed');
    expect(new Set(Object.values(statusesIn(run)))).toEqual(new Set(['cancelled']));
  });

  it('is no success when the report is cut although the exit code is 0', () => {
    const run = play({ report: fixture('truncated-multi-host.xml') }, { exit: CLEAN_EXIT });

    expect(run.verdict.outcome).toBe('failed');
    expect(run.verdict.reason).toContain('cut short');
  });

  it('keeps the ports that were whole before a cut', () => {
    const whole = fixture('success.xml');
    const run = play({ report: whole.slice(0, whole.indexOf('portid="6379"')) });

    expect(seenOn(run, 22)).toContain('ssh.kex.weak');
    expect(run.verdict.outcome).toBe('partial');
    expect(Object.values(statusesIn(run))).not.toContain('ran');
  });

  it('is a failure for a report that defines entities', () => {
    const run = play({ report: '<!DOCTYPE nmaprun [<!ENTITY a "b">]><nmaprun><host><ports/></host></nmaprun>' });

    expect(run.verdict.outcome).toBe('failed');
    expect(run.verdict.reason).toContain('definitions in the DOCTYPE are refused');
  });
});
