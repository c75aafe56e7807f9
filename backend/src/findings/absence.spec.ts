import { type CoverageLine, judgeAbsence, type Missed, type ScanFacts, ScanReach } from './absence.js';

const SERVICE = { host: 'shop.example', address: '192.0.2.10', port: 443, transport: 'tcp' } as const;
const OLD_TLS: Missed = { weakness: 'tls.protocol.tls1_0', endpoint: SERVICE, tools: ['sslscan', 'testssl'] };

const line = (part: Partial<CoverageLine> = {}): CoverageLine => ({
  runId: 'run',
  tool: 'sslscan',
  family: 'tls.protocols',
  endpoint: SERVICE,
  status: 'ran',
  ...part,
});

const reach = (lines: readonly CoverageLine[], facts: Partial<ScanFacts> = {}): ScanReach =>
  new ScanReach({ thoroughness: 1, soundRuns: new Set(['run']), ...facts }, lines);

const before = reach([line(), line({ tool: 'testssl' })]);

describe('the absence of a finding', () => {
  it('is proven by a tool that saw it before and has looked again', () => {
    expect(judgeAbsence(OLD_TLS, before, reach([line()]))).toEqual({
      proven: true,
      runId: 'run',
      reason: 'sslscan checked tls.protocols on shop.example:443/tcp again and did not see it',
    });
  });

  it('is not proven by a tool that has never seen it', () => {
    expect(judgeAbsence(OLD_TLS, before, reach([line({ tool: 'tls' })]))).toEqual({
      proven: false,
      reason: 'sslscan did not look there; testssl did not look there',
    });
  });

  it.each([
    ['failed', 'failed'],
    ['timed_out', 'ran out of time'],
    ['cancelled', 'was cancelled'],
    ['blocked', 'was blocked'],
    ['skipped', 'was skipped'],
  ] as const)('is not proven by a run that %s', (status, words) => {
    const now = reach([line({ status, reason: 'why' })]);

    expect(judgeAbsence(OLD_TLS, before, now)).toMatchObject({
      proven: false,
      reason: `sslscan ${words}: why; testssl did not look there`,
    });
  });

  it('is proven by one tool although another failed', () => {
    const now = reach([line({ status: 'failed' }), line({ tool: 'testssl', runId: 'other' })]);

    expect(judgeAbsence(OLD_TLS, before, now)).toMatchObject({ proven: true, runId: 'other' });
  });

  it.each([
    ['another family', { family: 'tls.ciphers' }],
    ['another port', { endpoint: { ...SERVICE, port: 8443 } }],
    ['another host', { endpoint: { ...SERVICE, host: 'other.example' } }],
    ['another transport', { endpoint: { ...SERVICE, transport: 'udp' } }],
  ] as const)('is not proven by a look at %s', (_, part) => {
    expect(judgeAbsence(OLD_TLS, before, reach([line(part)]))).toMatchObject({ proven: false });
  });

  it('is not proven by weaker settings, or by settings that are not known', () => {
    expect(judgeAbsence(OLD_TLS, before, reach([line()], { thoroughness: 0 }))).toMatchObject({
      proven: false,
      reason: 'the scan looked less thoroughly than the one that saw it',
    });
    expect(judgeAbsence(OLD_TLS, undefined, reach([line()]))).toMatchObject({ proven: false });
    const unknown = new ScanReach({ soundRuns: new Set(['run']) }, [line()]);
    expect(judgeAbsence(OLD_TLS, unknown, reach([line()]))).toMatchObject({ proven: false });
    expect(judgeAbsence(OLD_TLS, before, unknown)).toMatchObject({ proven: false });
  });

  it('is proven by stronger settings', () => {
    expect(judgeAbsence(OLD_TLS, before, reach([line()], { thoroughness: 2 }))).toMatchObject({ proven: true });
  });

  it('is not proven by a scan that was limited to other ports', () => {
    expect(judgeAbsence(OLD_TLS, before, reach([line()], { ports: [80] }))).toMatchObject({
      proven: false,
      reason: 'the scan was limited to other ports than 443',
    });
  });

  describe('under a check that leaves parts out by its nature', () => {
    const partly = (reason: string, runId = 'run') => line({ status: 'partial', reason, runId });
    const then = reach([partly('only some ports were tried; no SSLv2')]);
    const missed: Missed = { ...OLD_TLS, tools: ['sslscan'] };

    it('is proven when no more was left out than when it was seen', () => {
      expect(judgeAbsence(missed, then, reach([partly('no SSLv2')]))).toMatchObject({ proven: true });
      expect(judgeAbsence(missed, then, reach([line()]))).toMatchObject({ proven: true });
    });

    it('is not proven when something else was left out', () => {
      expect(judgeAbsence(missed, then, reach([partly('no SSLv2; no answer to TLS 1.0')]))).toMatchObject({
        proven: false,
      });
      expect(judgeAbsence(missed, before, reach([partly('no SSLv2')]))).toMatchObject({ proven: false });
    });

    it('is not proven when the run had a fault', () => {
      expect(judgeAbsence(missed, then, reach([partly('no SSLv2', 'faulty')]))).toMatchObject({ proven: false });
    });
  });

  it('of what only a rule of the tool names is proven when all its families were checked', () => {
    const own: Missed = { weakness: 'nmap.script.x', endpoint: SERVICE, tools: ['nmap'] };
    const services = line({ tool: 'nmap', family: 'net.services' });
    const algorithms = line({ tool: 'nmap', family: 'ssh.algorithms', status: 'failed' });

    expect(judgeAbsence(own, before, reach([services]))).toMatchObject({ proven: true });
    expect(judgeAbsence(own, before, reach([services, algorithms]))).toMatchObject({ proven: false });
  });

  it('may be proven by what a tool says of the host as a whole', () => {
    const open: Missed = { weakness: 'net.port.open', endpoint: SERVICE, tools: ['nmap'] };
    const ports = line({ tool: 'nmap', family: 'net.ports', endpoint: { host: 'shop.example' } });

    expect(judgeAbsence(open, before, reach([ports]))).toMatchObject({ proven: true });
  });
});
