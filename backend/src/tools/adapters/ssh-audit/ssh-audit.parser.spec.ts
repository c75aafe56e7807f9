import fc from 'fast-check';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import {
  CLEAN_EXIT,
  KILLED_EXIT,
  readFixture,
  replay,
  type Replayed,
  TIMED_OUT_EXIT,
  weaknessesIn,
} from '../../testing/parser-replay.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { sshAudit } from './ssh-audit.adapter.js';

const FINDINGS_EXIT: ProcessExit = { ...CLEAN_EXIT, code: 3 };
const ERROR_EXIT: ProcessExit = { ...CLEAN_EXIT, code: 1 };
const REQUEST: ToolRunRequest = {
  endpoint: { host: 'ssh.example', address: '192.0.2.7', port: 2222, protocol: 'ssh' },
  profile: 'standard',
  settings: {},
};

const fixture = (name: string): string => readFixture('ssh-audit', name);

function play(stdout: string, exit: ProcessExit = FINDINGS_EXIT, pieceLength?: number): Replayed {
  return replay(sshAudit, {
    request: REQUEST,
    output: { stdout },
    exit,
    ...(pieceLength === undefined ? {} : { pieceLength }),
  });
}

function statusesIn({ verdict }: Replayed): Record<string, string> {
  return Object.fromEntries(verdict.coverage.map(({ family, status }) => [family, status]));
}

describe('what ssh-audit finds', () => {
  it('are the weak algorithms of each list, on the service that was asked', () => {
    const { observations } = play(fixture('success.json'));

    expect(observations.map(({ weakness, rule }) => [weakness, rule])).toEqual([
      ['ssh.kex.weak', 'kex diffie-hellman-group1-sha1'],
      ['ssh.kex.weak', 'kex diffie-hellman-group14-sha1'],
      ['ssh.hostkey.weak', 'key ssh-rsa'],
      ['ssh.cipher.weak', 'enc 3des-cbc'],
      ['ssh.cipher.weak', 'enc aes128-cbc'],
      ['ssh.mac.weak', 'mac hmac-md5'],
      ['ssh.mac.weak', 'mac hmac-sha1'],
    ]);
    expect(observations[0]?.endpoint).toEqual({ ...REQUEST.endpoint, transport: 'tcp' });
  });

  it('include an RSA key that is small for a good algorithm, and only that', () => {
    expect(play(fixture('success-small-key.json')).observations).toMatchObject([
      { weakness: 'ssh-audit.hostkey.small', severity: 'medium', evidence: 'rsa-sha2-512 (1024 bits)' },
    ]);
  });

  it('include a small group behind a name that says nothing of it', () => {
    const text = fixture('success-small-key.json').replace(
      '"diffie-hellman-group-exchange-sha256", "keysize": 2048',
      '"diffie-hellman-group-exchange-sha256", "keysize": 1024',
    );

    expect(weaknessesIn(play(text))).toContain('ssh.kex.weak');
  });

  it('include a server that speaks version 1', () => {
    const run = play(fixture('version-1-failed.json'), ERROR_EXIT);

    expect(weaknessesIn(run)).toEqual(['ssh.protocol.v1']);
    expect(run.verdict.outcome).toBe('partial');
  });

  it('are no more than a server can offer', () => {
    const result = { banner: { raw: 'SSH-2.0-x' }, kex: many('a-sha1'), key: ['k'], enc: ['e'], mac: ['m'] };
    const run = play(`${JSON.stringify(result)}\n`);

    expect(run.observations).toHaveLength(500);
    expect(run.verdict.coverage[0]).toMatchObject({
      status: 'partial',
      reason: '500 more weak algorithms were left out',
    });
  });

  it('take no name of an algorithm for a property of an object', () => {
    const result = { banner: { raw: '' }, kex: ['constructor'], key: ['__proto__'], enc: ['toString'], mac: ['m'] };

    expect(play(`${JSON.stringify(result)}\n`).observations).toEqual([]);
  });
});

describe('how a run of ssh-audit ended', () => {
  it.each([
    ['success.json', FINDINGS_EXIT],
    ['success-small-key.json', FINDINGS_EXIT],
  ])('is a success for %s although the exit code is not 0', (name, exit) => {
    const run = play(fixture(name), exit);

    expect(run.verdict.outcome).toBe('succeeded');
    expect(statusesIn(run)).toEqual({ 'ssh.algorithms': 'ran', 'net.vulnerabilities': 'not_supported' });
  });

  it('claims no vulnerability checked in full where the tool looks some up', () => {
    const line = `${JSON.stringify(JSON.parse(fixture('ssh-audit-json.v3.json')))}\n`;

    expect(statusesIn(play(line))).toEqual({ 'ssh.algorithms': 'ran', 'net.vulnerabilities': 'partial' });
  });

  it('is a success that says which group was not measured', () => {
    const text = fixture('success-small-key.json').replace(', "keysize": 2048', '');
    const { verdict } = play(text);

    expect(verdict.outcome).toBe('succeeded');
    expect(verdict.coverage[0]).toMatchObject({
      status: 'partial',
      reason: 'the size of the group was not learnt for diffie-hellman-group-exchange-sha256',
    });
  });

  it.each([
    ['target-down.json', /cannot connect to 127.0.0.1/],
    ['tarpit.json', /did not receive banner: timed out/],
    ['not-ssh.json', /did not receive banner/],
    ['unresolvable.json', /Name or service not known/],
    ['bad-args.json', /ssh-audit v2.5.0/],
    ['killed-mid-run.json', /no result/],
  ])('is a failure for %s', (name, reason) => {
    const run = play(fixture(name), ERROR_EXIT);

    expect(run.verdict.outcome).toBe('failed');
    expect(run.verdict.reason).toMatch(reason);
    expect(run.observations).toEqual([]);
    expect(new Set(Object.values(statusesIn(run)))).toEqual(new Set(['failed']));
  });

  it('is partial for a server that greeted and fell silent', () => {
    const run = play(fixture('tarpit-after-greeting.json'), ERROR_EXIT);

    expect(run.verdict).toMatchObject({ outcome: 'partial', reason: 'error reading packet (timed out)' });
    expect(statusesIn(run)['ssh.algorithms']).toBe('failed');
  });

  it.each([
    ['cancelled', KILLED_EXIT, 'partial', 'cancelled'],
    ['ended at its time limit', TIMED_OUT_EXIT, 'timed_out', 'timed_out'],
    ['ended with an error', ERROR_EXIT, 'partial', 'failed'],
  ] as const)('keeps what was seen, and proves nothing, when it was %s', (_, exit, outcome, status) => {
    const run = play(fixture('success.json'), exit);

    expect(run.observations).not.toEqual([]);
    expect(run.verdict.outcome).toBe(outcome);
    expect(statusesIn(run)['ssh.algorithms']).toBe(status);
  });

  it.each(['kex', 'key', 'enc', 'mac'])('proves nothing without the list %s', (list) => {
    const result = JSON.parse(fixture('success.json')) as Record<string, unknown>;
    const run = play(`${JSON.stringify({ ...result, [list]: null })}\n`);

    expect(run.verdict.outcome).toBe('partial');
    expect(run.verdict.reason).toContain(list);
  });

  it('proves nothing when a second result follows', () => {
    expect(play(fixture('success.json').repeat(2)).verdict.outcome).toBe('partial');
  });
});

describe('reading the result of ssh-audit', () => {
  it.each([1, 7, 100])('gives the same in pieces of %i characters', (pieceLength) => {
    expect(play(fixture('success.json'), FINDINGS_EXIT, pieceLength)).toEqual(play(fixture('success.json')));
  });

  it('gives no success for a result that is cut, wherever that is', () => {
    const whole = fixture('success.json').trimEnd();

    for (let length = 0; length < whole.length; length += 1) {
      expect(play(whole.slice(0, length)).verdict.outcome).toBe('failed');
    }
  });

  it('keeps a bounded amount of a line without end', () => {
    expect(play(`{"kex":["${'a'.repeat(3_000_000)}`, FINDINGS_EXIT, 65_536).verdict.outcome).toBe('failed');
  });

  it('never throws on arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(play(text).verdict.outcome).toBe('failed');
      }),
    );
  });

  it('never throws on arbitrary values in a result', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('banner', 'kex', 'key', 'enc', 'mac', 'cves'), fc.jsonValue()),
        (result) => {
          const { verdict } = play(`${JSON.stringify(result)}\n`);

          expect(verdict.coverage).toHaveLength(2);
        },
      ),
    );
  });
});

function many(name: string): string[] {
  return Array.from({ length: 1000 }, (_, position) => `${position}${name}`);
}
