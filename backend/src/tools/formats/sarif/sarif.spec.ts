import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, reportFixtures, skippedIn } from '../../testing/report-fixtures.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { sarif } from './sarif.format.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(sarif, FIXTURES);

describe('a SARIF report', () => {
  const text = (name: string): string =>
    reportFixtures(sarif, FIXTURES).find((fixture) => fixture.name === name)?.text ?? '';
  const written = text('sarif.written.json');

  it('is graded by the score of a rule, or else by level', async () => {
    const observed = observationsIn(await readReport(sarif, written));

    expect(observed.map(({ weakness, severity, toolSeverity }) => [weakness, severity, toolSeverity])).toEqual([
      ['sarif.Example-Linter.EX001', 'critical', 'error'],
      ['sarif.Example-Linter.EX002', 'info', 'note'],
      ['sarif.Example-Linter.EX003', 'medium', 'warning'],
      ['cve.CVE-2021-44228', 'high', 'error'],
    ]);
  });

  it('lies in files of the given target, at a place that survives a change of lines', async () => {
    const observed = observationsIn(await readReport(sarif, written));

    expect(observed.map(({ endpoint, discriminator }) => [endpoint.host, endpoint.path, discriminator])).toEqual([
      ['shop.example', undefined, 'src/a.js#39fa2ee980eb94b0:1'],
      ['shop.example', undefined, 'src/a.js:3'],
      ['shop.example', '/login', 'not known to the tool itself'],
      ['shop.example', undefined, 'log4j'],
    ]);
    expect(observed[0]).toMatchObject({ cwe: [95], references: ['https://lint.example/EX001'] });
    expect(observed[1]?.title).toBe('The variable x is not used in f');
  });

  it('names what is suppressed, and what is no failure', async () => {
    expect(skippedIn(await readReport(sarif, written)).map(({ reason }) => reason)).toEqual([
      'a result that is suppressed in the report',
      'a result of kind pass, which is no failure',
    ]);
  });

  it('may have its results in front of their tool', async () => {
    const observed = observationsIn(await readReport(sarif, text('sarif.results-first.json')));

    expect(observed.map(({ weakness }) => weakness)).toEqual(['sarif.Late.R']);
  });

  it('is refused when it lies in files and nobody says whose they are', async () => {
    await expect(readReport(sarif, written, { context: {} })).rejects.toThrow(UnreadableReportError);
  });
});
