import { describeLab } from './describe-lab.js';
import { findingsOf, type FinishedScan, finishedScan, provenFamilies } from './finished-scan.js';

const SCAN_MS = 180_000;

describeLab('A web server that is set up well', ['sslscan'], (bench) => {
  let result: FinishedScan;

  beforeAll(async () => {
    const { lab, server } = bench();
    result = await finishedScan(server, {
      target: `https://${lab.host}:${lab.ports.goodTls}/`,
      tools: ['tls', 'sslscan', 'http-headers', 'exposed-files'],
    });
  }, SCAN_MS);

  it('is examined in full', () => {
    expect(result.scan.state).toBe('completed');
    expect(provenFamilies(result)).toEqual(
      expect.arrayContaining(['tls.protocols', 'tls.ciphers', 'http.headers', 'http.files']),
    );
  });

  it.each([
    'tls.protocol.tls1_0',
    'tls.protocol.tls1_1',
    'tls.protocol.tls1_3.missing',
    'tls.certificate.expired',
    'tls.certificate.small-key',
    'tls.cipher.null',
    'http.header.csp.missing',
    'http.header.hsts.missing',
    'http.header.server.version',
  ])('has no finding %s', (weakness) => {
    expect(findingsOf(result, weakness)).toEqual([]);
  });

  it('is still told that nobody knows its authority', () => {
    expect(findingsOf(result, 'tls.certificate.untrusted')).toHaveLength(1);
  });

  it('has nothing worse than medium', () => {
    const worse = result.findings.filter(({ severity }) => severity === 'high' || severity === 'critical');

    expect(worse).toEqual([]);
  });
});
