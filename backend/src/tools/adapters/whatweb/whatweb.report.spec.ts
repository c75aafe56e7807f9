import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { whatwebJson } from './whatweb.report.js';

const FIXTURES = ['success.json', 'success-multi.json', 'success-redirect.json'];

describeReportFormat(whatwebJson, join(import.meta.dirname, 'fixtures'), FIXTURES);

describe('a report of WhatWeb', () => {
  const answer =
    '{"target":"http://shop.example/a","http_status":200,"plugins":{"nginx":{"version":["1.22.1"]},"IP":{"string":["192.0.2.1"]}}}';

  it('is about every address that it names', async () => {
    const text = `[\n${answer},\n${answer.replace('http://', 'https://')}\n]\n`;

    expect(observationsIn(await readReport(whatwebJson, text)).map(({ title, endpoint }) => [title, endpoint])).toEqual(
      [
        [
          'Technology in use: nginx 1.22.1',
          { host: 'shop.example', address: '192.0.2.1', port: 80, transport: 'tcp', protocol: 'http' },
        ],
        [
          'Technology in use: nginx 1.22.1',
          { host: 'shop.example', address: '192.0.2.1', port: 443, transport: 'tcp', protocol: 'https' },
        ],
      ],
    );
  });

  it('may have one answer a line', async () => {
    expect(observationsIn(await readReport(whatwebJson, `${answer}\n${answer}\n`))).toHaveLength(2);
  });

  it('may be verbose, with all that a plugin matched', async () => {
    const text =
      '[{"target":"http://shop.example/","plugins":[["nginx",[{"name":"header","string":"nginx/1.22","version":"1.22"}]],null,["x"]]}]';

    expect(observationsIn(await readReport(whatwebJson, text)).map(({ title }) => title)).toEqual([
      'Technology in use: nginx 1.22',
      'Technology in use: unknown',
      'Technology in use: x',
    ]);
  });

  it('names what is no answer', async () => {
    expect(skippedIn(await readReport(whatwebJson, '[\n{},\n{"target":"x","plugins":{}}]'))).toEqual([
      { type: 'skipped', reason: 'an entry that is no answer of a web server', line: 2 },
      { type: 'skipped', reason: 'an entry that is no answer of a web server', line: 3 },
    ]);
  });
});
