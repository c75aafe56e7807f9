import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findWeakness } from '../../../findings/weakness-catalogue.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type ToolEnd, type ToolEvent, type ToolRunRequest } from '../../tool-adapter.js';
import { PortsParser } from './ports.parser.js';
import { type PortsLine } from './ports.schema.js';

const OWN_END: ProcessExit = { code: 0, signal: null, truncated: false };
const HOST = { host: 'host.test', address: '10.0.0.1' };
const REQUEST: ToolRunRequest = { endpoint: HOST, profile: 'standard', settings: {} };
const CAPTURED = readFileSync(join(import.meta.dirname, 'fixtures/success-named-ports.jsonl'), 'utf8');

describe('PortsParser', () => {
  it('reads what FTP, SSH, Redis and web servers said', () => {
    const { events, end } = parse(CAPTURED);

    expect(weaknessesByPort(events)).toEqual({
      26401: ['net.port.open', 'net.service', 'redis.unauthenticated'],
      26402: ['net.port.open', 'net.service'],
      26421: ['net.port.open', 'net.service', 'net.banner.version', 'net.cleartext.ftp'],
      26422: ['net.port.open', 'net.service', 'net.banner.version'],
      26443: ['net.port.open'],
      26480: ['net.port.open', 'net.service'],
      26481: ['net.port.open', 'net.service'],
    });
    expect(end.verdict.outcome).toBe('succeeded');
  });

  it('uses keys of the catalogue only, and neither path nor discriminator', () => {
    const observations = observationsOf(parse(CAPTURED).events);

    expect(observations.filter(({ weakness }) => findWeakness(weakness) === undefined)).toEqual([]);
    expect(observations.every(({ endpoint, discriminator }) => endpoint.path === undefined && !discriminator)).toBe(
      true,
    );
  });

  it('proves of each service that answered everything that it was asked', () => {
    const settled = parse(CAPTURED).end.verdict.coverage.filter(
      ({ family, status }) => family === 'net.services' && status === 'ran',
    );

    expect(settled.map(({ endpoint }) => endpoint.port).sort()).toEqual([26401, 26402, 26421, 26422]);
  });

  it('reads the same from pieces of any size', () => {
    const whole = parse(CAPTURED);

    for (const size of [1, 7, 64, 1000]) expect(parse(CAPTURED, OWN_END, size)).toEqual(whole);
  });

  it('calls no run complete whose transcript is cut', () => {
    for (let length = 0; length < CAPTURED.length - 20; length += 97) {
      const { verdict } = parse(CAPTURED.slice(0, length)).end;

      expect(verdict.outcome).not.toBe('succeeded');
      expect(hostCoverage(verdict)).not.toContain('ran');
    }
  });

  it('calls a run timed out that was ended by its limit, and proves nothing by it', () => {
    const { verdict } = parse(CAPTURED, { ...OWN_END, endedBy: 'time_limit' }).end;

    expect(verdict.outcome).toBe('timed_out');
    expect(hostCoverage(verdict)).toEqual(['timed_out', 'timed_out']);
  });

  it('does not believe a transcript of which lines were dropped', () => {
    expect(parse(CAPTURED, { ...OWN_END, truncated: true }).end.verdict.outcome).toBe('partial');
  });

  it('fails when no port answered, whatever the exit says', () => {
    const { verdict } = parse(transcript('22,80', { unanswered: '22,80' })).end;

    expect(verdict.outcome).toBe('failed');
    expect(verdict.reason).toContain('none of the 2 ports answered');
    expect(hostCoverage(verdict)).toEqual(['failed', 'failed']);
  });

  it('names the error when the host cannot be reached', () => {
    const errors = [{ code: 'EHOSTUNREACH', count: 2 }];

    expect(parse(transcript('22,80', { unreachable: '22,80', errors })).end.verdict.reason).toBe(
      'the host cannot be reached (EHOSTUNREACH 2 times)',
    );
  });

  it('counts silent ports in the coverage, and succeeds where the host answered elsewhere', () => {
    const { verdict } = parse(transcript('1-65535', { closed: '1-100', unanswered: '101-65535' })).end;

    expect(verdict.outcome).toBe('succeeded');
    expect(verdict.coverage[0]).toMatchObject({ family: 'net.ports', status: 'partial' });
    expect(verdict.coverage[0]?.reason).toContain('65435 gave no answer');
    expect(verdict.coverage[1]).toMatchObject({ family: 'net.ports', status: 'blocked' }); // so it proves nothing
  });

  it('proves an absence for the whole host when every port answered', () => {
    expect(parse(transcript('1-65535', { closed: '1-65535' })).end.verdict.coverage[0]).toEqual({
      family: 'net.ports',
      status: 'ran',
      endpoint: HOST,
    });
  });

  it('is partial when ports could not be tried', () => {
    const { verdict } = parse(transcript('1-3', { closed: '1', unknown: '2-3' })).end;

    expect(verdict).toMatchObject({ outcome: 'partial', reason: '2 ports could not be tried' });
  });

  it('is partial when the sweep was given up', () => {
    const lines = transcript('1-3', { closed: '1', unknown: '2-3' });
    const stopped: PortsLine = { type: 'stopped', reason: 'too many open ports' };

    expect(parse(`${JSON.stringify(stopped)}\n${lines}`).end.verdict.reason).toBe('given up: too many open ports');
  });

  it('masks control characters and secrets in what a service said', () => {
    const heard = Buffer.from('220 FTP \u001b[31m ready password=hunter2hunter2\r\n').toString('base64');
    const talk: PortsLine = { type: 'talk', port: 21, turns: [{ heard }], ended: 'judged' };

    const texts = observationsOf(parse(`${JSON.stringify(talk)}\n`).events).map(({ evidence }) => evidence);

    expect(texts).not.toEqual([]);
    expect(texts.join()).not.toContain('\u001b');
    expect(texts.join()).not.toContain('hunter2hunter2');
  });

  it.each([
    '',
    '\n\n',
    'not json',
    '{"type":"open","port":99999,"ms":1}',
    '{"type":"states"}',
    '[]',
    'null',
    '{"type":',
  ])('fails in words on %j', (text) => {
    const { events, end } = parse(text);

    expect(events).toEqual([]);
    expect(end.verdict).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('cut short') });
  });

  it('never throws, whatever a service says', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 65_535 }), (bytes, port) => {
        const heard = Buffer.from(bytes).toString('base64');
        const talk: PortsLine = {
          type: 'talk',
          port,
          turns: [{ heard }, { said: 'PING\r\n', heard }],
          ended: 'silent',
        };
        parse(`${JSON.stringify(talk)}\n`);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever the transcript holds', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (text) => void parse(text)));
  });
});

function parse(text: string, exit = OWN_END, size = text.length + 1): { events: readonly ToolEvent[]; end: ToolEnd } {
  const parser = new PortsParser(REQUEST);
  const events: ToolEvent[] = [];
  for (let start = 0; start < text.length; start += size) {
    events.push(...parser.write('stdout', text.slice(start, start + size)));
  }
  const end = parser.end(exit);
  return { events: [...events, ...end.events], end: { ...end, events: [] } };
}

function transcript(ports: string, states: Partial<Extract<PortsLine, { type: 'states' }>>): string {
  const lines: PortsLine[] = [
    {
      type: 'start',
      address: HOST.address,
      profile: 'deep',
      choice: ports === '1-65535' ? 'all' : 'given',
      ports,
      connections: 128,
      observedAt: '2026-01-01T00:00:00Z',
    },
    { type: 'states', closed: '', unanswered: '', unreachable: '', unknown: '', errors: [], ...states },
    { type: 'end' },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function observationsOf(events: readonly ToolEvent[]) {
  return events.flatMap((event) => (event.type === 'observation' ? event.observation : []));
}

function weaknessesByPort(events: readonly ToolEvent[]): Record<number, string[]> {
  const byPort: Record<number, string[]> = {};
  for (const { endpoint, weakness } of observationsOf(events)) (byPort[endpoint.port ?? 0] ??= []).push(weakness);
  return byPort;
}

function hostCoverage({ coverage }: ToolEnd['verdict']): string[] {
  return coverage.filter(({ endpoint }) => endpoint.port === undefined).map(({ status }) => status);
}
