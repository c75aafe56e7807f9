import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { ffufJson } from './ffuf.report.js';

const FIXTURES = ['success.json', 'no-matches.json', 'juice-shop-autocalibrated.json', 'catch-all.json'];

describeReportFormat(ffufJson, join(import.meta.dirname, 'fixtures'), FIXTURES);

describe('a report of ffuf', () => {
  const result = (part: object): string =>
    JSON.stringify({
      input: { FUZZ: 'a' },
      status: 200,
      length: 1,
      words: 1,
      lines: 1,
      redirectlocation: '',
      url: 'http://shop.example/a',
      ...part,
    });
  const report = (...results: string[]): string =>
    `{"commandline":"ffuf -u x","time":"2026-01-02T03:04:05Z","results":[${results.join(',\n')}],"config":{}}`;

  it('keeps the results of one path apart by what was tried', async () => {
    const text = report(
      result({}),
      result({ input: { W1: 'id', W2: '7' }, url: 'http://shop.example/a?id=7' }),
      result({ input: { FUZZ: 'dev' }, url: 'https://shop.example/', host: 'dev.shop.example' }),
    );

    expect(
      observationsIn(await readReport(ffufJson, text)).map(({ rule, endpoint, discriminator }) => [
        rule,
        endpoint.path,
        discriminator,
      ]),
    ).toEqual([
      ['a', '/a', undefined],
      ['id 7', '/a', '?id=7'],
      ['dev', '/', 'dev'],
    ]);
  });

  it('does not tell results apart by the number of a request, nor by words that are in the address', async () => {
    const text = report(
      result({ input: { FFUFHASH: '1f', FUZZ: 'a' } }),
      result({ input: { W1: 'docs', W2: 'api' }, url: 'http://shop.example/docs/api' }),
      result({ input: { W1: 'a', PASSWORD: 'secret' } }),
      result({ input: { FUZZ: 'YWRtaW4=' }, url: 'http://shop.example/admin' }),
    );

    expect(
      observationsIn(await readReport(ffufJson, text)).map(({ rule, discriminator }) => [rule, discriminator]),
    ).toEqual([
      ['a', undefined],
      ['docs api', undefined],
      ['a secret', 'secret'],
      ['admin', undefined],
    ]);
  });

  it('names what is no result', async () => {
    expect(skippedIn(await readReport(ffufJson, report('{}', result({ url: 'FUZZ' }))))).toEqual([
      { type: 'skipped', reason: 'a result without address or status', line: 1 },
      { type: 'skipped', reason: 'a result without address or status', line: 2 },
    ]);
  });
});
