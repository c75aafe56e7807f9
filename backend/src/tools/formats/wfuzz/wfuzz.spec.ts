import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { wfuzzJson } from './wfuzz-json.format.js';

describeReportFormat(wfuzzJson, join(import.meta.dirname, 'fixtures'));

describe('a report of Wfuzz', () => {
  it('makes a discovered path of each result', async () => {
    const text = JSON.stringify([
      {
        chars: 1,
        code: 403,
        payload: 'admin',
        lines: 1,
        location: '',
        method: 'GET',
        url: 'http://shop.example/admin',
        words: 1,
      },
      { chars: 1, code: 200, payload: '1', url: 'http://shop.example/item?id=1' },
      { code: 'x', url: 'y' },
    ]);

    const items = await readReport(wfuzzJson, text);

    expect(
      observationsIn(items).map(({ weakness, endpoint, discriminator }) => [weakness, endpoint.path, discriminator]),
    ).toEqual([
      ['http.path.discovered', '/admin', undefined],
      ['http.path.discovered', '/item', '?id=1'],
    ]);
    expect(skippedIn(items)).toHaveLength(1);
  });

  it('may leave out the code', async () => {
    const text = '[{"chars": 1, "payload": "a", "lines": 0, "url": "http://shop.example/a", "words": 1, "code": null}]';
    const withoutCode = text.replace(', "code": null', '');

    expect(wfuzzJson.recognises({ text: withoutCode })).toBe(true);
    for (const report of [text, withoutCode]) {
      expect(observationsIn(await readReport(wfuzzJson, report))).toMatchObject([
        { weakness: 'http.path.discovered', title: '/a is listed without a code' },
      ]);
    }
  });
});
