import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { nucleiJson, nucleiJsonl } from './nuclei.report.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const match = (part: object = {}): string =>
  JSON.stringify({
    'template-id': 'example',
    info: { name: 'Example', severity: 'high' },
    type: 'http',
    'matched-at': 'https://shop.example/a?b=c',
    ...part,
  });

describeReportFormat(nucleiJsonl, FIXTURES, ['success.jsonl']);
describeReportFormat(nucleiJson, FIXTURES);

describe('a report of Nuclei', () => {
  it('is about all the hosts that it names, with their addresses', async () => {
    const text = [
      match(),
      match({ 'matched-at': 'http://192.0.2.7:8080', ip: '192.0.2.7' }),
      match({ ip: '192.0.2.8' }),
    ].join('\n');

    expect(observationsIn(await readReport(nucleiJsonl, text)).map(({ endpoint }) => endpoint)).toEqual([
      { host: 'shop.example', port: 443, transport: 'tcp', protocol: 'https', path: '/a' },
      { host: '192.0.2.7', address: '192.0.2.7', port: 8080, transport: 'tcp', protocol: 'http' },
      { host: 'shop.example', address: '192.0.2.8', port: 443, transport: 'tcp', protocol: 'https', path: '/a' },
    ]);
  });

  it('may be about services that are not of the web', async () => {
    const text = ['shop.example:22', 'shop.example', '[2001:db8::1]:53', 'tls://shop.example:465']
      .map((place) => match({ 'matched-at': place, type: 'network' }))
      .join('\n');

    expect(
      observationsIn(await readReport(nucleiJsonl, text)).map(({ endpoint }) => [endpoint.host, endpoint.port]),
    ).toEqual([
      ['shop.example', 22],
      ['shop.example', undefined],
      ['2001:db8::1', 53],
      ['shop.example', 465],
    ]);
  });

  it('is read in the spelling of old releases', async () => {
    const text = JSON.stringify([
      {
        templateID: 'CVE-2020-0001',
        info: { name: 'Old', severity: 'critical', author: 'somebody' },
        type: 'http',
        host: 'https://shop.example',
        matched: 'https://shop.example/x',
        extracted_results: ['a'],
      },
    ]);

    expect(observationsIn(await readReport(nucleiJson, text))).toMatchObject([
      { weakness: 'cve.CVE-2020-0001', severity: 'critical', endpoint: { host: 'shop.example' } },
    ]);
  });

  it('may be a single match over several lines', async () => {
    const text = `\ufeff${JSON.stringify(JSON.parse(match({})), null, 2).replaceAll('\n', '\r\n')}`;

    expect([nucleiJson.recognises({ text }), nucleiJsonl.recognises({ text })]).toEqual([true, false]);
    expect(observationsIn(await readReport(nucleiJson, text))).toHaveLength(1);
  });

  it('is as bad as nuclei says, also where the catalogue grades otherwise', async () => {
    const text = ['info', 'HIGH', 'unknown']
      .map((severity) => match({ 'template-id': 'phpinfo-files', info: { name: 'PHP information', severity } }))
      .join('\n');

    const observations = observationsIn(await readReport(nucleiJsonl, text));

    expect(observations.map(({ weakness, severity }) => [weakness, severity])).toEqual([
      ['http.exposed.phpinfo', 'info'],
      ['http.exposed.phpinfo', 'high'],
      ['http.exposed.phpinfo', undefined],
    ]);
  });

  it('has its references also as lines of one text', async () => {
    const reference = '- https://a.example/1\n- https://a.example/2\n';

    expect(
      observationsIn(await readReport(nucleiJsonl, match({ info: { name: 'x', severity: 'low', reference } })))[0]
        ?.references,
    ).toEqual(['https://a.example/1', 'https://a.example/2']);
  });

  it('names what it leaves out, with the line', async () => {
    const text = `[INF] loaded\n${match({ 'matcher-status': false })}\n${match({ 'matched-at': '' })}\n{"a": 1}\n`;

    expect(skippedIn(await readReport(nucleiJsonl, text))).toEqual([
      { type: 'skipped', reason: 'a line that is no match', line: 1 },
      { type: 'skipped', reason: 'a template that did not match', line: 2 },
      { type: 'skipped', reason: 'a match that names no place', line: 3 },
      { type: 'skipped', reason: 'an entry without template or info', line: 4 },
    ]);
  });
});
