import fc from 'fast-check';
import { findWeakness } from '../../../findings/weakness-catalogue.js';
import { nmap } from './nmap.adapter.js';
import { endpointsIn, fixture, HOST, logsIn, play, seenOn, statusesIn } from './testing/nmap-replay.js';

const FAMILIES = [...nmap.manifest.families].sort();

describe('open ports', () => {
  it('appear while the scan goes on, unnamed, and are named once the service has said what it is', () => {
    const run = play({ stdout: fixture('standard.stdout.txt'), report: fixture('standard.xml') });

    expect(endpointsIn(run)).toEqual([
      '26379 ?',
      '24443 ?',
      '24444 ?',
      '24080 ?',
      '24022 ?',
      '24022 ssh',
      '24080 http',
      '24443 https',
      '24444 https',
      '26379 redis',
    ]);
    expect(run.observations.filter(({ weakness }) => weakness === 'net.port.open')).toHaveLength(5);
  });

  it('are known from the report alone, without a name that only stands in a table of ports', () => {
    const run = play({ report: fixture('ipv6.xml') });

    expect(endpointsIn(run)).toEqual(['80 ?', '443 ?']);
    expect(run.observations.map(({ weakness, evidence }) => [weakness, evidence])).toEqual([
      ['net.port.open', '80/tcp open (syn-ack)'],
      ['net.port.open', '443/tcp open (syn-ack)'],
    ]);
  });

  it('leave an unsure service inside of TLS unnamed', () => {
    const endpoints = endpointsIn(play({ report: fixture('script-vuln.xml') }));

    expect(endpoints).toContain('443 ?');
    expect(endpoints).not.toContain('443 https');
  });

  it('carry the scanned host by name and pinned address', () => {
    const { observations } = play({ stdout: fixture('killed.stdout.txt') });

    expect(observations[0]?.endpoint).toEqual({ ...HOST, port: 24022, transport: 'tcp' });
  });
});

describe('what nmap sees on a weak host', () => {
  const run = play({ report: fixture('success.xml') });

  it.each([
    [21, ['net.port.open', 'net.service', 'net.cleartext.ftp', 'net.banner.version', 'ftp.anonymous']],
    [
      22,
      [
        'net.port.open',
        'net.service',
        'net.banner.version',
        'ssh.kex.weak',
        'ssh.hostkey.weak',
        'ssh.cipher.weak',
        'ssh.mac.weak',
      ],
    ],
    [53, ['net.port.open', 'net.service', 'net.banner.version']],
    [6379, ['net.port.open', 'net.service', 'net.banner.version', 'redis.unauthenticated']],
    [8082, ['net.port.open', 'net.service']],
    [8443, ['net.port.open', 'net.service', 'tls.certificate.hostname-mismatch']],
  ])('on port %i', (port, weaknesses) => {
    expect(seenOn(run, port)).toEqual(weaknesses);
  });

  it('on its web server, with the paths that prove it', () => {
    const paths = run.observations
      .filter(({ endpoint }) => endpoint.port === 80 && endpoint.path !== undefined)
      .map(({ weakness, endpoint }) => `${weakness} ${endpoint.path ?? ''}`);

    expect(paths).toEqual(
      expect.arrayContaining([
        'http.exposed.git /.git/',
        'http.path.admin /admin/',
        'http.directory-listing /files/',
        'http.path.discovered /backup.sql',
      ]),
    );
    expect(seenOn(run, 80)).toContain('http.header.server.version');
  });

  it('on its TLS service', () => {
    expect(seenOn(run, 443)).toEqual(
      expect.arrayContaining([
        'tls.certificate.expired',
        'tls.certificate.self-signed',
        'tls.certificate.small-key',
        'tls.certificate.weak-signature',
        'tls.cipher.anonymous',
        'tls.cipher.null',
        'tls.cipher.order',
        'tls.dh.weak',
        'tls.protocol.tls1_0',
        'tls.protocol.tls1_1',
      ]),
    );
  });

  it('with the exact algorithms as evidence', () => {
    const evidence = run.observations
      .filter(({ weakness }) => weakness.startsWith('ssh.'))
      .map((seen) => seen.evidence);

    expect(evidence).toEqual([
      'kex_algorithms: diffie-hellman-group1-sha1, diffie-hellman-group14-sha1',
      'server_host_key_algorithms: ssh-rsa',
      'encryption_algorithms: aes128-cbc, 3des-cbc',
      'mac_algorithms: umac-64-etm@openssh.com, hmac-sha1-etm@openssh.com, umac-64@openssh.com, hmac-sha1, hmac-md5',
    ]);
  });

  it('with product and version as evidence of the service', () => {
    const service = run.observations.find(
      ({ weakness, endpoint }) => weakness === 'net.service' && endpoint.port === 80,
    );

    expect(service).toMatchObject({
      rule: 'service',
      evidence: '80/tcp http nginx 1.22.1\ncpe:/a:igor_sysoev:nginx:1.22.1',
    });
    expect(service).not.toHaveProperty('discriminator');
  });

  it('in names of the catalogue, or in words of its own', () => {
    for (const { weakness, title, severity } of run.observations) {
      if (findWeakness(weakness) === undefined) expect([weakness, title, severity]).not.toContain(undefined);
    }
  });

  it('is partial when a script broke off, which is said', () => {
    expect(logsIn(run)).toContain(
      'script http-config-backup broke off: ERROR: Script execution failed (use -d to debug)',
    );
    expect(run.verdict.outcome).toBe('partial');
    expect(run.verdict.reason).toContain('script http-config-backup broke off on port 80');
  });
});

describe('what is not believed', () => {
  const run = play({ report: fixture('script-vuln.xml') });

  it('is an Apache flaw on nginx', () => {
    expect(run.observations.filter(({ rule }) => rule === 'http-vuln-cve2011-3192')).toEqual([]);
    expect(logsIn(run).join('\n')).toContain('http-vuln-cve2011-3192 reports a vulnerability and is not believed');
  });

  it('is a denial in prose, and a title that the wrong protocol was answered with', () => {
    const rules = [...run.observations, ...play({ report: fixture('success.xml') }).observations].map(
      ({ rule }) => rule,
    );

    expect(rules).not.toContain('http-csrf');
    expect(rules).not.toContain('http-stored-xss');
    expect(rules).not.toContain('http-title');
  });

  it('does not hide what is real, under keys that do not change from run to run', () => {
    const found = run.observations.filter(({ rule }) => rule === 'ssl-dh-params').map(({ weakness }) => weakness);

    expect(found).toEqual(['tls.cipher.anonymous', 'tls.dh.weak']);
    expect(run.observations.map(({ discriminator }) => discriminator ?? '').join()).not.toContain('NMAP-');
  });

  it('is a banner that looks like a name of the table of ports', () => {
    expect(seenOn(play({ report: fixture('juice-shop.xml') }), 3000)).toEqual(['net.port.open']);
  });
});

describe('reading what nmap writes', () => {
  it.each([1, 7, 100, 4096])('gives the same in pieces of %i characters', (pieceLength) => {
    const output = { stdout: fixture('standard.stdout.txt'), report: fixture('standard.xml') };

    expect(play(output, { pieceLength })).toEqual(play(output));
  });

  it('shows progress that never goes back', () => {
    const { events } = play({ stdout: fixture('standard.stdout.txt') });
    const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []));

    expect(percents).toEqual([...percents].sort((first, second) => first - second));
    expect(percents.at(-1)).toBeGreaterThan(80);
  });

  it('never throws and always speaks of every family, wherever the report is cut or bent', () => {
    const report = fixture('success.xml');
    const changes = fc.record({
      at: fc.nat(report.length),
      drop: fc.nat(50),
      insert: fc.string({ unit: 'binary', maxLength: 20 }),
    });
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 3 }), fc.nat(report.length), (list, cut) => {
        const bent = list.reduce(
          (text, { at, drop, insert }) => text.slice(0, at) + insert + text.slice(at + drop),
          report,
        );
        const run = play({ report: bent.slice(0, cut) }, { pieceLength: 5000 });

        expect(Object.keys(statusesIn(run)).sort()).toEqual(FAMILIES);
        expect(run.verdict.outcome).not.toBe('succeeded');
      }),
      { numRuns: 60 },
    );
  });

  it('never throws on arbitrary text in any stream', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, (stdout, stderr, report) => {
        const run = play({ stdout, stderr, report });

        expect(run.verdict.outcome).toBe('failed');
        expect(run.verdict.reason).not.toBe('');
      }),
    );
  });
});
