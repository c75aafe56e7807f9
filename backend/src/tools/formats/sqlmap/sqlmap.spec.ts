import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport } from '../../testing/report-fixtures.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { sqlmapLog } from './sqlmap-log.format.js';

describeReportFormat(sqlmapLog, join(import.meta.dirname, 'fixtures'));

describe('a log of sqlmap', () => {
  const point = (parameter: string): string =>
    `Parameter: ${parameter}\n    Type: boolean-based blind\n    Title: AND boolean-based blind\n    Payload: id=1 AND 1=1\n\n    Type: UNION query\n    Title: Generic UNION\n    Payload: id=1 UNION\n`;
  const log = (...points: string[]): string =>
    `sqlmap identified the following injection point(s) with a total of 40 HTTP(s) requests:\n---\n${points.join('')}---\nback-end DBMS: SQLite\n`;

  it('has one injection for each parameter, whatever techniques worked', async () => {
    const observed = observationsIn(await readReport(sqlmapLog, log(point('id (GET)'), point('name (POST)'))));

    expect(observed.map(({ weakness, discriminator, severity }) => [weakness, discriminator, severity])).toEqual([
      ['http.sql-injection', 'id (GET)', 'critical'],
      ['http.sql-injection', 'name (POST)', 'critical'],
    ]);
    expect(observed[0]?.evidence).toContain('Payload: id=1 UNION');
  });

  it('is about the address that it prints, or else about the given target', async () => {
    const printed = `[05:39:17] [INFO] testing URL 'http://a.example:8082/item?id=1'\n${log(point('id (GET)'))}`;

    expect(observationsIn(await readReport(sqlmapLog, printed, { context: {} }))[0]?.endpoint).toMatchObject({
      host: 'a.example',
      port: 8082,
      path: '/item',
    });
    await expect(readReport(sqlmapLog, log(point('id (GET)')), { context: {} })).rejects.toThrow(UnreadableReportError);
  });

  it('may be resumed from a session', async () => {
    const text = log(point('id (GET)')).replace('identified', 'resumed');

    expect(observationsIn(await readReport(sqlmapLog, text))).toHaveLength(1);
  });
});
