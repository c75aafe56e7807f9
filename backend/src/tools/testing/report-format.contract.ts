import fc from 'fast-check';
import { MAX_EVIDENCE_LENGTH } from '../../findings/evidence.js';
import { type Observation } from '../../findings/observation.js';
import { fingerprintOf } from '../../findings/fingerprint.js';
import { SEVERITIES } from '../../findings/severity.js';
import { findWeakness } from '../../findings/weakness-catalogue.js';
import { type ReportFormat } from '../report-format.js';
import { UnreadableReportError } from '../report-reading/report.errors.js';
import { observationsIn, readReport, type ReportFixture, reportFixtures } from './report-fixtures.js';

/**
 * What every format of reports keeps. Its fixtures are the files in `folder` whose names begin with its id and a dot, and those
 * that are named: what a run of the tool wrote is a report too.
 */
export function describeReportFormat(format: ReportFormat, folder: string, names: readonly string[] = []): void {
  const fixtures = reportFixtures(format, folder, names);

  describe(`the format ${format.id}, as every format,`, () => {
    it('was tried on files of named versions', () => {
      expect(fixtures.map(({ name }) => name)).toEqual(expect.arrayContaining([...names]));
      expect(fixtures).not.toEqual([]);
      expect(format.versions).not.toEqual([]);
    });

    it.each(fixtures)('recognises $name', ({ text, name }) => {
      expect(format.recognises({ text: text.slice(0, 65_536), fileName: name })).toBe(true);
      expect(format.recognises({ text: text.slice(0, 65_536) })).toBe(true);
      expect(format.recognises({ text: '' })).toBe(false);
      expect(format.recognises({ text: '{}', fileName: name })).toBe(false);
    });

    it.each(fixtures)('reads $name the same however it is cut', async ({ text }) => {
      const whole = await readReport(format, text, { size: 1_000_000 });

      for (const size of [1, 13, 4096]) expect(await readReport(format, text, { size })).toEqual(whole);
    });

    it('reads XML behind a licence and empty lines', async () => {
      for (const { text } of fixtures.filter((fixture) => /^\s*<\?xml/.test(fixture.text))) {
        const behind = `\n<!--\nSPDX-License-Identifier: MIT\n-->\n\n<!-- <?xml ?> -->\n${text.trimStart()}`;

        expect(format.recognises({ text: behind.slice(0, 65_536) })).toBe(true);
        for (const size of [7, 100_000]) {
          expect(observationsIn(await readReport(format, behind, { size }))).toEqual(
            observationsIn(await readReport(format, text)),
          );
        }
      }
    });

    it.each(fixtures)('makes sound observations of $name', async ({ text }) => {
      for (const observation of observationsIn(await readReport(format, text))) expectSound(observation);
    });

    it.each(fixtures)('takes no word of $name for a property of an object', async ({ text }) => {
      for (const changed of withWords(text)) {
        for (const observation of await observedOrRefused(format, changed)) expectSound(observation);
      }
    });

    it.each(fixtures)('refuses, or reads less of, $name cut short', async ({ text }) => {
      const whole = observationsIn(await readReport(format, text)).length;
      const body = text.trimEnd();

      for (const part of [0.1, 0.35, 0.5, 0.75, 0.9, 0.99]) {
        const cut = body.slice(0, Math.max(1, Math.floor(body.length * part)));
        if (cut === body) continue;
        const outcome = await outcomeOf(format, cut);
        if (format.framing === 'document') expect(outcome).toBe('refused');
        else if (outcome !== 'refused') expect(outcome).toBeLessThanOrEqual(whole);
      }
    });

    it('survives any damage to a file', async () => {
      await fc.assert(
        fc.asyncProperty(damaged(fixtures), async (text) => {
          await outcomeOf(format, text);
        }),
        { numRuns: 60 },
      );
    });

    it('refuses what is something else', async () => {
      for (const text of ['', '\n', 'hello', '<html><body>404</body></html>', '{"a":', '\u0000\u0001']) {
        if (format.framing === 'document') expect(await outcomeOf(format, text)).toBe('refused');
        else expect(['refused', 0]).toContain(await outcomeOf(format, text));
      }
    });
  });
}

function expectSound(observation: Observation): void {
  expect(fingerprintOf(observation)).toMatch(/^f1:/);
  expect(observation.endpoint.host).toMatch(/^\S{1,255}$/);
  expect(observation.endpoint.path ?? '/').toMatch(/^\//);
  expect(observation.rule).toMatch(/\S/);
  expect(observation.evidence.length).toBeLessThanOrEqual(MAX_EVIDENCE_LENGTH + 4);
  expect(observation.weakness).toMatch(/^[a-z0-9-]+(\.[\w:+-]+)+$/i);
  const { severity } = observation;
  if (severity !== undefined) expect(SEVERITIES).toContain(severity);
  if (findWeakness(observation.weakness) !== undefined) return;
  expect(observation.title).toMatch(/\S/);
  expect(severity).toBeDefined();
}

/** How many observations came, or that the file was refused. */
async function outcomeOf(format: ReportFormat, text: string): Promise<number | 'refused'> {
  const observations = await readOrRefuse(format, text);
  return observations?.length ?? 'refused';
}

async function observedOrRefused(format: ReportFormat, text: string): Promise<readonly Observation[]> {
  return (await readOrRefuse(format, text)) ?? [];
}

/** Undefined when the file was refused. Any other error is thrown on. */
async function readOrRefuse(format: ReportFormat, text: string): Promise<Observation[] | undefined> {
  try {
    return observationsIn(await readReport(format, text));
  } catch (error) {
    if (error instanceof UnreadableReportError) return undefined;
    throw error;
  }
}

/** What stands in quotes, between tags or between commas. */
const VALUE = /(?<=["'>,;]\s{0,2})[^"'<>,;{}[\]\n]{1,60}(?=["'<,;])/g;
/** Names that every object of JavaScript knows. */
const OBJECT_WORDS = ['constructor', '__proto__'];
const MOST_CHANGES = 120;

/** The report with one value at a time replaced by such a name; of values that stand behind the same words, the first. */
function withWords(text: string): string[] {
  const places = new Map<string, RegExpExecArray>();
  for (const value of text.matchAll(VALUE)) {
    const before = text.slice(Math.max(0, value.index - 20), value.index);
    if (!places.has(before)) places.set(before, value);
  }
  return [...places.values()]
    .slice(0, MOST_CHANGES)
    .flatMap(({ index, 0: value }) =>
      OBJECT_WORDS.map((word) => text.slice(0, index) + word + text.slice(index + value.length)),
    );
}

function damaged(fixtures: readonly ReportFixture[]): fc.Arbitrary<string> {
  return fc
    .record({
      text: fc.constantFrom(...fixtures.map(({ text }) => text.slice(0, 20_000))),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(60),
      insert: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('"', '{', ']', '<', '</', '&', 'null', '-1', '[]', '{}', '\n', ','),
      ),
    })
    .map(({ text, at, length, insert }) => {
      const start = Math.floor(text.length * at);
      return text.slice(0, start) + insert + text.slice(start + length);
    });
}
