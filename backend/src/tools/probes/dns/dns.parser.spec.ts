import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findWeakness } from '../../../findings/weakness-catalogue.js';
import { type Observation } from '../../../findings/observation.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type ToolVerdict } from '../../tool-adapter.js';
import { DnsParser } from './dns.parser.js';

const OWN_END: ProcessExit = { code: 0, signal: null, truncated: false };
const WEAK = fixture('success-weak-zone.jsonl');

describe('DnsParser', () => {
  it('reports what BIND said of a zone with an open transfer and no records for mail', () => {
    const { observations, verdict } = parse(WEAK);

    expect(observations.map(({ weakness, discriminator }) => [weakness, discriminator])).toEqual([
      ['dns.spf.missing', undefined],
      ['dns.dmarc.missing', undefined],
      ['dns.caa.missing', undefined],
      ['dns.transfer.open', '127.0.0.1:26453'],
      ['dns.cname.dangling', 'old.weak.test'],
    ]);
    expect(verdict.outcome).toBe('succeeded');
  });

  it('reports nothing of a zone in order whose transfer BIND refused', () => {
    const { observations, verdict } = parse(fixture('success-good-zone.jsonl'));

    expect(observations).toEqual([]);
    expect(verdict.coverage.map(({ status }) => status)).toEqual(['ran', 'ran', 'ran']);
  });

  it('reports weak records for mail', () => {
    const { observations } = parse(fixture('success-weak-mail.jsonl'));

    expect(observations.map(({ weakness }) => weakness)).toEqual(
      expect.arrayContaining(['dns.spf.weak', 'dns.dmarc.none']),
    );
  });

  it.each(['unknown-name.jsonl', 'dead-resolver.jsonl'])('calls nothing missing by %s', (file) => {
    const { observations, verdict } = parse(fixture(file));

    expect(observations).toEqual([]);
    expect(verdict.outcome).toBe('failed');
    expect(verdict.reason).not.toBe('');
  });

  it('uses keys of the catalogue only, on the name without port and path', () => {
    const { observations } = parse(WEAK);

    expect(observations.filter(({ weakness }) => findWeakness(weakness) === undefined)).toEqual([]);
    expect(observations.every(({ endpoint }) => endpoint.port === undefined && endpoint.path === undefined)).toBe(true);
  });

  it('reads the same from pieces of any size', () => {
    const whole = parse(WEAK);

    for (const size of [1, 13, 200, 5000]) expect(parse(WEAK, OWN_END, size)).toEqual(whole);
  });

  it('calls no run complete whose transcript is cut', () => {
    for (let length = 0; length < WEAK.length - 20; length += 53) {
      const { verdict } = parse(WEAK.slice(0, length));

      expect(verdict.outcome).not.toBe('succeeded');
      expect(verdict.coverage.map(({ status }) => status)).not.toContain('ran');
    }
  });

  it('reports nothing missing when the line that would tell is lost', () => {
    const lines = WEAK.split('\n').filter((line) => line !== '');
    for (const lost of lines.filter((line) => line.includes('"lookup"'))) {
      const { observations, verdict } = parse(
        lines
          .filter((line) => line !== lost)
          .map((line) => `${line}\n`)
          .join(''),
      );

      const complete = parse(WEAK).observations.length;
      expect(observations.length).toBeLessThanOrEqual(complete);
      if (observations.length < complete) expect(verdict.outcome).not.toBe('succeeded');
    }
  });

  it('calls a run timed out that was ended by its limit', () => {
    const { verdict } = parse(WEAK, { ...OWN_END, endedBy: 'time_limit' });

    expect(verdict.outcome).toBe('timed_out');
    expect(verdict.coverage.map(({ status }) => status)).toEqual(['timed_out', 'timed_out', 'timed_out']);
  });

  it.each(['', 'null', '{"type":"end"}', '{"type":"lookup","name":5}', '[1]', '{'])(
    'does not succeed on %j',
    (text) => {
      expect(parse(text).verdict.outcome).not.toBe('succeeded');
    },
  );

  it('never throws, whatever the records hold', () => {
    const word = fc.constantFrom(
      'v=spf1',
      'include:',
      'a.test',
      '%{i}',
      '-all',
      'redirect=',
      ' ',
      '+all',
      'v=DMARC1;',
      'p=',
      ';',
    );
    const record = fc
      .array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 12 })
      .map((words) => words.join(''));

    fc.assert(
      fc.property(fc.array(record, { maxLength: 4 }), (records) => {
        const start = { type: 'start', host: 'a.test', domain: 'a.test', observedAt: '2026-01-01T00:00:00Z' };
        const lookups = (['TXT', 'MX', 'CAA', 'NS'] as const).flatMap((recordType) =>
          ['a.test', '_dmarc.a.test'].map((name) => ({
            type: 'lookup',
            name,
            recordType,
            answer: { kind: 'records', records },
          })),
        );
        parse([start, ...lookups, { type: 'end' }].map((line) => `${JSON.stringify(line)}\n`).join(''));
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever the transcript holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void parse(text)));
  });
});

function fixture(file: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', file), 'utf8');
}

function parse(
  text: string,
  exit = OWN_END,
  size = text.length + 1,
): { readonly observations: readonly Observation[]; readonly verdict: ToolVerdict } {
  const parser = new DnsParser({
    endpoint: { host: 'weak.test', address: '127.0.0.1' },
    profile: 'standard',
    settings: {},
  });
  for (let start = 0; start < text.length; start += size) {
    Array.from(parser.write('stdout', text.slice(start, start + size)));
  }
  const { events, verdict } = parser.end(exit);
  return { observations: events.flatMap((event) => (event.type === 'observation' ? event.observation : [])), verdict };
}
