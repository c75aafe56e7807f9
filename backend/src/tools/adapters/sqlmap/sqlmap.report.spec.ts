import { join } from 'node:path';
import { fingerprintOf } from '../../../findings/fingerprint.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, reportFixtures, skippedIn } from '../../testing/report-fixtures.js';
import { sqlmapLog } from './sqlmap.report.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');

describeReportFormat(sqlmapLog, FIXTURES);

const text = (name: string): string =>
  reportFixtures(sqlmapLog, FIXTURES).find((fixture) => fixture.name === name)?.text ?? '';

describe('a log of sqlmap', () => {
  const point = (parameter: string): string =>
    `Parameter: ${parameter}\n    Type: boolean-based blind\n    Title: AND boolean-based blind\n    Payload: id=1 AND 1=1\n\n    Type: UNION query\n    Title: Generic UNION\n    Payload: id=1 UNION\n`;
  const log = (...points: string[]): string =>
    `sqlmap identified the following injection point(s) with a total of 40 HTTP(s) requests:\n---\n${points.join('')}---\nback-end DBMS: SQLite\n`;

  it('has one injection for each parameter, whatever techniques worked', async () => {
    const observed = observationsIn(await readReport(sqlmapLog, log(point('id (GET)'), point('name (POST)'))));

    expect(observed.map(({ weakness, discriminator, severity }) => [weakness, discriminator, severity])).toEqual([
      ['http.sql-injection', 'GET id', 'critical'],
      ['http.sql-injection', 'POST name', 'critical'],
    ]);
    expect(observed[0]?.evidence.split('\n')).toEqual([
      'Parameter: id (GET)',
      'Type: boolean-based blind',
      'Title: AND boolean-based blind',
      'Payload: id=1 AND 1=1',
      'Type: UNION query',
      'Title: Generic UNION',
      'Payload: id=1 UNION',
      'back-end DBMS: SQLite',
    ]);
  });

  it('is about the address that it prints', async () => {
    const items = await readReport(sqlmapLog, text('sqlmap-log.success.txt'), { context: {} });

    expect(observationsIn(items).map(({ endpoint }) => endpoint)).toMatchObject([
      { host: '127.0.0.1', port: 8082, path: '/item' },
    ]);
    expect(items.at(-1)).toMatchObject({ type: 'run', run: { toolVersion: '1.7.2', place: { port: 8082 } } });
  });

  it('says where it looked when it found nothing', async () => {
    const items = await readReport(sqlmapLog, text('sqlmap-log.not-injectable.txt'), { context: {} });

    expect(items).toEqual([
      { type: 'run', run: { toolVersion: '1.7.2', place: expect.objectContaining({ path: '/index.html' }) as object } },
    ]);
  });

  it('may tell the address in its command line only', async () => {
    const command = `$ sqlmap -r x --batch -u "https://shop.example:8443/a?id=1" --dbs\n`;
    const [observation] = observationsIn(
      await readReport(sqlmapLog, command + log(point('id (GET)')), { context: {} }),
    );

    expect(observation?.endpoint).toMatchObject({ host: 'shop.example', port: 8443, path: '/a' });
  });

  it('is about the given target when it tells no address, and refused when there is none', async () => {
    const juiceShop = text('sqlmap-log.juice-shop.txt');

    expect(observationsIn(await readReport(sqlmapLog, juiceShop))).toMatchObject([
      { discriminator: 'GET q', endpoint: { host: 'shop.example' } },
    ]);
    await expect(readReport(sqlmapLog, juiceShop, { context: {} })).rejects.toThrow(UnreadableReportError);
  });

  it('of several targets has the injections of each at its page, also in the words of old releases', async () => {
    const items = await readReport(sqlmapLog, text('sqlmap-log.two-targets.txt'), { context: {} });

    expect(
      observationsIn(items).map(({ endpoint, discriminator }) => [endpoint.port, endpoint.path, discriminator]),
    ).toEqual([
      [80, '/item', 'GET id'],
      [80, '/item', 'User-Agent'],
      [443, '/login', 'POST user'],
    ]);
    expect(skippedIn(items)).toEqual([
      { type: 'skipped', reason: 'a suspicion of XSS that sqlmap does not follow up', line: 17 },
    ]);
  });

  it('out of the folder has the address in the payload when that is what is attacked', async () => {
    const [address, body, again] = observationsIn(await readReport(sqlmapLog, text('sqlmap-log.folder.txt')));

    expect(address).toMatchObject({ endpoint: { host: 'clinic.example', port: 8080, path: '/portal/find.php' } });
    expect(body).toMatchObject({ endpoint: { host: 'shop.example' }, discriminator: '(custom) POST JSON name' });
    expect(body?.evidence).toContain('web application technology: Apache 2.4.38\nback-end DBMS: MySQL >= 5.0');
    expect(fingerprintOf(again!)).toBe(fingerprintOf(address!));
  });

  it.each([
    ['[05:39:17] [INFO] testing connection to the target URL\n', true],
    ['\u001b[01;34msqlmap resumed the following injection point(s) from stored session:', true],
    ['{"references": ["https://sqlmap.org"]}', false],
    ['<a href="https://sqlmap.org">', false],
    ['[{"url": "https://sqlmap.org"}]', false],
  ])('is known by %j: %s', (beginning, known) => {
    expect(sqlmapLog.recognises({ text: beginning })).toBe(known);
  });
});
