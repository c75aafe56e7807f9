import { existsSync } from 'node:fs';
import { findWeakness } from '../../findings/weakness-catalogue.js';
import { type Observation } from '../../findings/observation.js';
import { PROFILES, type Tool } from '../tool-adapter.js';
import {
  ENDED_BY_ITSELF,
  type FixtureCase,
  fixtureCasesOf,
  folderOf,
  mainStreamOf,
  readmeOf,
  type Reading,
  recordedRequest,
  replay,
} from './tool-fixtures.js';

const DEAD = /down|dead|unreach|refused|closed|nothing|empty|tarpit|silent|not-tls|no-answer|failed|outage/;
/** Recordings of runs that cannot have examined anything in full. */
const NEVER_WHOLE = /target-down|dead|unresolvable|unreachable|tarpit|mid-run|kill|trunc/;
const CUT = /cut|trunc|mid-run|kill|sigterm|interrupt|aborted|partial|broken/;

/** What every tool owes, whatever it scans. Call inside a `describe` of the tool. */
export function itKeepsTheToolContract(tool: Tool): void {
  itIsDescribed(tool);
  itReadsItsFixtures(tool);
  itSurvivesBadOutput(tool);
}

function itIsDescribed(tool: Tool): void {
  const { manifest } = tool;

  it('is named after its folder', () => {
    expect(manifest.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(existsSync(folderOf(tool))).toBe(true);
  });

  it('names at least one family, each once', () => {
    expect(manifest.families.length).toBeGreaterThan(0);
    expect(new Set(manifest.families).size).toBe(manifest.families.length);
  });

  it.each(PROFILES)('has time to spare in the %s profile', (profile) => {
    const { expectedSeconds = 0, timeLimitSeconds = 0 } = manifest.profiles[profile] ?? {};

    expect(expectedSeconds).toBeGreaterThan(0);
    expect(timeLimitSeconds).toBeGreaterThan(expectedSeconds);
  });

  it('has a README with a table of rules and severities', () => {
    expect(readmeOf(tool)).toMatch(/^\|.*severity.*\|$/im);
  });
}

function itReadsItsFixtures(tool: Tool): void {
  const cases = fixtureCasesOf(tool);
  const readings = cases.map((fixture) => ({ fixture, reading: readRecorded(tool, fixture) }));
  const named = (pattern: RegExp): typeof readings => readings.filter(({ fixture }) => pattern.test(fixture.name));

  it('has recorded a success, a dead target and a run that was cut short', () => {
    const kinds = [/success/, DEAD, CUT].map((pattern) => named(pattern).length > 0);

    expect(kinds).toEqual([true, true, true]);
  });

  it('reads at least one recorded run as succeeded', () => {
    expect(readings.map(({ reading }) => reading.verdict.outcome)).toContain('succeeded');
  });

  it('takes no recording of a dead target or a killed run for a success', () => {
    const believed = named(NEVER_WHOLE).filter(({ reading }) => reading.verdict.outcome === 'succeeded');

    expect(believed.map(({ fixture }) => fixture.name)).toEqual([]);
  });

  it('names what it finds by keys of the catalogue, or brings title and severity', () => {
    const nameless = readings.flatMap(({ reading }) => observationsOf(reading).filter((found) => !isNamed(found)));

    expect(nameless.map(({ weakness }) => weakness)).toEqual([]);
  });

  it('reports nothing about another host', () => {
    const { host } = recordedRequest(tool, 'standard').endpoint;
    const hosts = readings.flatMap(({ reading }) => observationsOf(reading).map(({ endpoint }) => endpoint.host));

    expect([...new Set(hosts)].filter((other) => other !== host)).toEqual([]);
  });

  it('accounts for every family in every verdict, with a reason for each that did not run', () => {
    const gaps = readings.flatMap(({ fixture, reading }) =>
      gapsIn(tool, reading).map((gap) => `${fixture.name}: ${gap}`),
    );

    expect(gaps).toEqual([]);
  });
}

function itSurvivesBadOutput(tool: Tool): void {
  const garbage = [
    '',
    '\0\u001b[31m\ufffd\r\n'.repeat(100),
    '{"a":',
    '<?xml version="1.0"?><a b="',
    randomText(64 * 1024),
  ];

  it.each(PROFILES)('takes no output and nonsense for a failed run (%s)', (profile) => {
    const request = recordedRequest(tool, profile);
    const outcomes = garbage.flatMap((text) =>
      (['stdout', 'stderr', 'report'] as const).map(
        (stream) => replay(tool, request, [[stream, text]]).verdict.outcome,
      ),
    );

    expect(outcomes).not.toContain('succeeded');
  });

  it('never takes a cut recording for a success', () => {
    const main = mainStreamOf(tool);
    const succeeded = fixtureCasesOf(tool).flatMap((fixture) => {
      const whole = fixture.streams.get(main) ?? '';
      if (whole.trim().length < 10) return [];
      return [0.1, 0.33, 0.5, 0.71, 0.9].flatMap((share) => {
        const streams = new Map(fixture.streams).set(main, whole.slice(0, Math.floor(whole.length * share)));
        const { outcome } = replay(tool, recordedRequest(tool, 'standard'), streams, { size: 61 }).verdict;
        return outcome === 'succeeded' ? [`${fixture.name} cut at ${share}`] : [];
      });
    });

    expect(succeeded).toEqual([]);
  });

  it('does not call a run that could not be started a success', () => {
    const exit = { code: null, signal: null, truncated: false, error: 'the program could not be started' };
    const { verdict } = replay(tool, recordedRequest(tool, 'standard'), [], { exit });

    expect(verdict.outcome).toBe('failed');
    expect(verdict.reason).toContain('could not be started');
  });
}

function readRecorded(tool: Tool, { streams }: FixtureCase): Reading {
  return replay(tool, recordedRequest(tool, 'standard'), streams, { exit: ENDED_BY_ITSELF });
}

function observationsOf({ events }: Reading): Observation[] {
  return events.flatMap((event) => (event.type === 'observation' ? [event.observation] : []));
}

function isNamed({ weakness, title, severity }: Observation): boolean {
  return findWeakness(weakness) !== undefined || (title !== undefined && severity !== undefined);
}

function gapsIn({ manifest }: Tool, { verdict }: Reading): string[] {
  const accounted = new Set(verdict.coverage.map(({ family }) => family));
  const unreasoned = verdict.coverage.filter(({ status, reason }) => status !== 'ran' && (reason ?? '') === '');
  return [
    ...manifest.families.filter((family) => !accounted.has(family)).map((family) => `${family} is not accounted for`),
    ...unreasoned.map(({ family }) => `${family} did not run, without a reason`),
    ...(verdict.outcome !== 'succeeded' && (verdict.reason ?? '') === '' ? ['no reason for the outcome'] : []),
  ];
}

/** The same text every time: printable and control characters, from a linear congruential generator. */
function randomText(length: number): string {
  let state = 42;
  return Array.from({ length }, () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return String.fromCharCode(state >>> 24);
  }).join('');
}
