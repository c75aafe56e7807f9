import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { niktoCsv } from './nikto-csv.format.js';
import { niktoJson } from './nikto-json.format.js';
import { niktoXml } from './nikto-xml.format.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(niktoXml, FIXTURES);
describeReportFormat(niktoJson, FIXTURES);
describeReportFormat(niktoCsv, FIXTURES);

describe('a report of Nikto', () => {
  const host = (part: object = {}) => ({
    host: 'shop.example',
    ip: '192.0.2.1',
    port: '443',
    banner: 'nginx',
    vulnerabilities: [
      { id: '999103', OSVDB: '0', method: 'GET', url: '/', msg: 'The X-Content-Type-Options header is not set.' },
    ],
    ...part,
  });

  it('maps what the catalogue knows, and keeps the rest under the number of its test', async () => {
    const vulnerabilities = [
      { id: 999103, method: 'GET', url: '/robots.txt', msg: 'The X-Content-Type-Options header is not set.' },
      { id: '999992', method: 'GET', url: '/', msg: 'Cookie sid created without the httponly flag' },
      { id: '000366', OSVDB: '3092', method: 'GET', url: '/test/?x=1', msg: '/test/: This might be interesting' },
      { id: '999100', method: 'GET', url: '/', msg: "Uncommon header 'x-a' found, with contents: 1" },
    ];

    const observed = observationsIn(await readReport(niktoJson, JSON.stringify([host({ vulnerabilities })])));

    expect(observed.map(({ weakness, severity, endpoint, rule }) => [weakness, severity, endpoint.path, rule])).toEqual(
      [
        ['http.header.x-content-type-options.missing', undefined, undefined, '999103'],
        ['http.cookie.httponly.missing', undefined, undefined, '999992'],
        ['nikto.000366', 'medium', '/test/', '000366'],
        ['nikto.999100', 'info', '/', '999100'],
      ],
    );
    expect(observed[1]?.discriminator).toBe('sid');
    expect(observed[0]?.endpoint).toEqual({
      host: 'shop.example',
      address: '192.0.2.1',
      port: 443,
      transport: 'tcp',
      protocol: 'https',
    });
  });

  it('may be one host or several', async () => {
    expect(observationsIn(await readReport(niktoJson, JSON.stringify(host())))).toHaveLength(1);
    expect(observationsIn(await readReport(niktoJson, JSON.stringify([host(), host({ port: 80 })])))).toHaveLength(2);
  });

  it('is no report of another tool that has vulnerabilities', () => {
    const testssl = {
      Invocation: 'testssl.sh',
      scanResult: [{ ip: '192.0.2.1', vulnerabilities: [{ id: 'BREACH' }] }],
    };

    expect(niktoJson.recognises({ text: JSON.stringify(testssl) })).toBe(false);
  });

  it('names what it cannot place', async () => {
    expect(
      skippedIn(await readReport(niktoJson, JSON.stringify([host({ port: 'x' }), host({ vulnerabilities: [{}] })]))),
    ).toEqual([
      { type: 'skipped', reason: 'an entry that names no host and port', line: 1 },
      { type: 'skipped', reason: 'an entry of shop.example without message', line: 1 },
    ]);
  });

  it('tells what kept Nikto from looking, and takes it for no finding', async () => {
    const noServer = '{"id": "000029","OSVDB": "0","url":"/","msg":"No web server found on shop.example:81"}';
    const msg = 'ERROR: Cannot resolve hostname';
    const vulnerabilities = [{ id: '0', method: 'GET', url: '', msg }];
    const noHost = JSON.stringify(host({ host: '', ip: '', vulnerabilities }));

    expect(niktoJson.recognises({ text: noServer })).toBe(true);
    const items = await Promise.all(
      [noServer, noHost, JSON.stringify(host({ vulnerabilities }))].map((text) => readReport(niktoJson, text)),
    );
    expect(items.flatMap(observationsIn)).toEqual([]);
    expect(items.flatMap(skippedIn).map(({ reason }) => reason)).toEqual([
      'an entry that names no host and port: No web server found on shop.example:81',
      `an entry that names no host and port: ${msg}`,
      msg,
    ]);
  });

  it('is read although 2.1.5 breaks its own CSV', async () => {
    const text =
      '"Nikto - v2.1.5/2.1.5"\n"a.example","192.0.2.1SCALAR(0x55f)"8080","OSVDB-3268","GET","/b/","/b/: Directory indexing found."\n';

    expect(observationsIn(await readReport(niktoCsv, text))).toMatchObject([
      { weakness: 'http.directory-listing', endpoint: { host: 'a.example', port: 8080, path: '/b/' } },
    ]);
  });
});
