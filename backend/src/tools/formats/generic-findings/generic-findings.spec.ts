import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, reportFixtures, skippedIn } from '../../testing/report-fixtures.js';
import { genericFindingsCsv } from './generic-findings-csv.format.js';
import { genericFindingsJson } from './generic-findings-json.format.js';
import { placeOf } from './generic-findings.observation.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(genericFindingsJson, FIXTURES);
describeReportFormat(genericFindingsCsv, FIXTURES);

describe('generic findings', () => {
  const [json] = reportFixtures(genericFindingsJson, FIXTURES).map(({ text }) => text);
  const [csv] = reportFixtures(genericFindingsCsv, FIXTURES).map(({ text }) => text);

  it('are read from JSON: each of its places, the severity by word or vector', async () => {
    const items = await readReport(genericFindingsJson, json ?? '');

    expect(
      observationsIn(items).map(({ weakness, severity, endpoint, discriminator }) => [
        weakness,
        severity,
        endpoint.host,
        discriminator,
      ]),
    ).toEqual([
      ['cve.CVE-2020-12345', 'high', 'shop.example', 'lib 1.2'],
      ['cve.CVE-2020-12345', 'high', '192.0.2.3', 'lib 1.2'],
      ['generic.ex-1-26afc5f7', 'critical', 'shop.example', 'src/a.js:7'],
    ]);
    expect(skippedIn(items)).toMatchObject([{ reason: 'an entry that is marked as false positive' }]);
  });

  it('are read from CSV', async () => {
    const items = await readReport(genericFindingsCsv, csv ?? '');

    expect(
      observationsIn(items).map(({ title, severity, endpoint }) => [title, severity, endpoint.host, endpoint.path]),
    ).toEqual([
      ['A cookie without flag', 'low', 'shop.example', '/login'],
      ['Two\nlines', 'high', 'shop.example', undefined],
    ]);
    expect(skippedIn(items)).toEqual([
      { type: 'skipped', reason: 'an entry that is marked as false positive', line: 5 },
    ]);
  });

  it.each([
    ['https://a.example/x', { host: 'a.example', port: 443, path: '/x' }],
    ['a.example:22', { host: 'a.example', port: 22 }],
    ['//a.example/x', { host: 'a.example' }],
    ['ftp://a.example:21/x', { host: 'a.example', port: 21 }],
    ['192.0.2.1', { host: '192.0.2.1', address: '192.0.2.1' }],
  ])('lie at %s', (text, place) => {
    expect(placeOf(text)).toMatchObject(place);
  });
});
