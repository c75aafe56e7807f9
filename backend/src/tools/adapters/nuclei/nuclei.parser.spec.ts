import fc from 'fast-check';
import { observedIn, readerFor, recordedStreams, type Streams } from '../../testing/tool-reading.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { nuclei } from './nuclei.adapter.js';

const written = (name: string): Streams => recordedStreams(nuclei, name);

const request = (changes: Partial<ToolRunRequest> = {}): ToolRunRequest => ({
  endpoint: { host: 'shop.example', address: '192.0.2.10', port: 8443, protocol: 'https' },
  profile: 'deep',
  settings: {},
  ...changes,
});

const read = readerFor(nuclei, request());

const match = (changes: object = {}, info: object = {}): string =>
  `${JSON.stringify({
    'template-id': 'example-check',
    info: { name: 'Example check', severity: 'low', ...info },
    type: 'http',
    'matched-at': 'https://shop.example:8443/a/b',
    ...changes,
  })}\n`;

const stats = (requests: number, total: number, errors: number): string =>
  `${JSON.stringify({ requests: `${requests}`, total: `${total}`, errors: `${errors}`, templates: '10', hosts: '1' })}\n`;
const DONE = '[INF] Scan completed in 1m. No results found.\n';

describe('the Nuclei parser', () => {
  it('maps known templates onto the catalogue and keeps the others under their own name', () => {
    const keys = observedIn(read(written('success'))).map(({ weakness, endpoint, discriminator }) => [
      weakness,
      endpoint.path,
      discriminator,
    ]);

    expect(keys).toEqual([
      ['http.exposed.git', '/.git/', undefined],
      ['cve.CVE-2021-41773', undefined, undefined],
      ['http.header.csp.missing', undefined, undefined],
      ['nuclei.http-missing-security-headers', undefined, 'cross-origin-opener-policy'],
      ['http.technology', undefined, 'nginx'],
      ['nuclei.example-panel', '/panel/login', 'version'],
    ]);
  });

  it('carries what the template says about a CVE', () => {
    const found = observedIn(read(written('success'))).find(({ rule }) => rule === 'CVE-2021-41773');

    expect(found).toMatchObject({
      title: 'Apache 2.4.49 - Path Traversal',
      severity: 'high',
      toolSeverity: 'high',
      cve: ['CVE-2021-41773'],
      cwe: [22],
      remediation: 'Upgrade to 2.4.51.',
      references: ['https://nvd.nist.gov/vuln/detail/CVE-2021-41773'],
    });
    expect(found?.evidence).toContain('matched at https://shop.example:8443/icons/');
  });

  it('takes an unknown severity for info', () => {
    expect(observedIn(read({ stdout: match({}, { severity: 'unknown' }) }))).toMatchObject([
      { severity: 'info', toolSeverity: 'unknown' },
    ]);
  });

  it('keeps the name of a template with several CVEs', () => {
    const info = { classification: { 'cve-id': ['CVE-2021-0001', 'CVE-2021-0002'], 'cwe-id': null } };

    expect(observedIn(read({ stdout: match({}, info) }))).toMatchObject([
      { weakness: 'nuclei.example-check', cve: ['CVE-2021-0001', 'CVE-2021-0002'] },
    ]);
  });

  it('takes the CVE from the name of a template without classification', () => {
    expect(observedIn(read({ stdout: match({ 'template-id': 'CVE-2020-12345' }) }))).toMatchObject([
      { weakness: 'cve.CVE-2020-12345' },
    ]);
  });

  it.each([
    ['another port', { 'matched-at': 'https://shop.example:9443/' }],
    ['another host', { 'matched-at': 'https://evil.example:8443/' }],
    ['another scheme', { 'matched-at': 'http://shop.example:8443/' }],
    ['no address', { 'matched-at': 'shop.example:8443' }],
    ['an inner address', { ip: '10.1.2.3' }],
  ])('leaves out and counts a match at %s', (_, changes) => {
    const reading = read({ stdout: match(changes) });

    expect(observedIn(reading)).toEqual([]);
    expect(reading.events).toContainEqual({
      type: 'log',
      line: '1 matches lie on other services and were left out',
    });
  });

  it('ignores templates that did not match', () => {
    expect(observedIn(read({ stdout: match({ 'matcher-status': false }) }))).toEqual([]);
  });

  it('masks secrets that a template extracted', () => {
    const [found] = observedIn(read({ stdout: match({ 'extracted-results': ['api_key=abcdef123456'] }) }));

    expect(found?.evidence).toContain('api_key=ab***');
    expect(found?.evidence).not.toContain('abcdef123456');
  });

  it('shows how far it has come, whichever stream tells', () => {
    const percents = (['stdout', 'stderr'] as const).map((stream) =>
      read({ [stream]: stats(45, 900, 0) + stats(900, 900, 0) }).events.flatMap((event) =>
        event.type === 'progress' ? [event.percent] : [],
      ),
    );

    expect(percents).toEqual([
      [5, 100],
      [5, 100],
    ]);
  });
});

describe('the verdict on a Nuclei run', () => {
  it('is succeeded for a clean target, with vulnerabilities checked in full by the deep profile only', () => {
    const statuses = (['quick', 'standard', 'deep'] as const).map((profile) => {
      const { verdict } = read(written('success-clean'), { asked: request({ profile }) });
      return [verdict.outcome, verdict.coverage[0]?.family, verdict.coverage[0]?.status];
    });

    expect(statuses).toEqual([
      ['succeeded', 'http.vulnerabilities', 'partial'],
      ['succeeded', 'http.vulnerabilities', 'partial'],
      ['succeeded', 'http.vulnerabilities', 'ran'],
    ]);
  });

  it('is failed for a dead target, which prints as little as a clean one', () => {
    expect(read(written('target-down')).verdict).toMatchObject({
      outcome: 'failed',
      reason: 'none of 9000 requests was answered',
    });
  });

  it('is failed when nothing at all was printed', () => {
    expect(read({}).verdict).toMatchObject({
      outcome: 'failed',
      reason: 'Nuclei did not tell how many requests it made',
    });
  });

  it('is failed without templates, and says what to set', () => {
    const exit = { code: 1, signal: null, truncated: false };

    expect(read(written('no-templates'), { exit }).verdict).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('NUCLEI_TEMPLATES'),
    });
  });

  it('is partial with matches when the target stopped answering', () => {
    const reading = read(written('gave-up'));

    expect(observedIn(reading)).toHaveLength(1);
    expect(reading.verdict).toMatchObject({ outcome: 'partial', reason: 'the target stopped answering' });
  });

  it.each([
    ['requests were left out', stats(800, 900, 0) + DONE, 'only 800 of 900 requests were made'],
    ['requests got no answer', stats(900, 900, 12) + DONE, '12 of 900 requests got no answer'],
    ['it does not say that it ended', stats(900, 900, 0), 'Nuclei did not say that it came to its end'],
  ])('is partial when %s', (_, stderr, reason) => {
    expect(read({ stderr }).verdict).toMatchObject({ outcome: 'partial', reason });
  });

  it('is partial when a line of the report is cut', () => {
    expect(read({ stdout: match().slice(0, 60), stderr: stats(900, 900, 0) + DONE }).verdict).toMatchObject({
      outcome: 'partial',
      reason: '1 lines of the report could not be read',
    });
  });

  it.each([
    ['time_limit', 'timed_out', 'timed_out'],
    ['idle_limit', 'timed_out', 'timed_out'],
    ['cancelled', 'partial', 'cancelled'],
  ] as const)('follows %s', (endedBy, outcome, status) => {
    const exit = { code: null, signal: 'SIGKILL', endedBy, truncated: false };
    const { verdict } = read(written('cut-mid-run'), { exit });

    expect(verdict.outcome).toBe(outcome);
    expect(verdict.coverage.map((coverage) => coverage.status)).toEqual([status, status, status, status]);
  });

  it('does not depend on how the output is cut into pieces', () => {
    const whole = read(written('success'), { size: 1_000_000 });

    expect([1, 7, 4096].map((size) => read(written('success'), { size }))).toEqual([whole, whole, whole]);
  });

  it('never throws on lines in which anything was replaced', () => {
    const { stdout = '', stderr = '' } = written('success');

    fc.assert(
      fc.property(fc.nat(stdout.length), fc.nat(40), fc.string({ unit: 'binary' }), (start, length, insert) => {
        const changed = stdout.slice(0, start) + insert + stdout.slice(start + length);
        expect(read({ stdout: changed, stderr: insert + stderr }).verdict.coverage).toHaveLength(4);
      }),
    );
  });

  it('never throws on JSON of any other shape', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (info, at) => {
        const line = `{"template-id":"x","info":${info},"matched-at":${at},"extracted-results":${info}}\n`;
        expect(read({ stdout: line, stderr: line }).verdict.outcome).toBe('failed');
      }),
    );
  });
});
