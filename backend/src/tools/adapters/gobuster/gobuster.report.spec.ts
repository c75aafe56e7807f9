import { join } from 'node:path';
import { describeReportFormat } from '../../testing/report-format.contract.js';
import { observationsIn, readReport, skippedIn } from '../../testing/report-fixtures.js';
import { UnreadableReportError } from '../../report-reading/report.errors.js';
import { gobusterText } from './gobuster.report.js';

describeReportFormat(gobusterText, join(import.meta.dirname, 'fixtures'));

describe('the output of Gobuster', () => {
  const target = { host: 'shop.example', port: 8080, protocol: 'http', path: '/app/' } as const;

  it('is about the given target when it has paths only', async () => {
    const text =
      '/admin                (Status: 301) [Size: 178] [--> http://shop.example/admin/]\n/.git (Status: 200)\n';

    const observed = observationsIn(await readReport(gobusterText, text, { context: { target } }));

    expect(observed.map(({ endpoint, toolSeverity }) => [endpoint.port, endpoint.path, toolSeverity])).toEqual([
      [8080, '/app/admin', 'HTTP 301'],
      [8080, '/app/.git', 'HTTP 200'],
    ]);
  });

  it('is about the address that it prints', async () => {
    const text = 'Gobuster v3.1.0\n[+] Url:                     https://a.example\n===\n/x (Status: 200) [Size: 1]\n';

    expect(observationsIn(await readReport(gobusterText, text, { context: {} }))).toMatchObject([
      { endpoint: { host: 'a.example', port: 443, path: '/x' } },
    ]);
  });

  it('is refused when nobody says which target it is about', async () => {
    await expect(readReport(gobusterText, '/x (Status: 200)\n', { context: {} })).rejects.toThrow(
      UnreadableReportError,
    );
  });

  it('names hosts in the modes dns and vhost', async () => {
    const text = 'Found: www.shop.example [192.0.2.1]\nFound: dev.shop.example (Status: 200) [Size: 1]\n';

    const observed = observationsIn(await readReport(gobusterText, text));

    expect(observed.map(({ weakness, endpoint }) => [weakness, endpoint.host, endpoint.address])).toEqual([
      ['gobuster.name', 'www.shop.example', '192.0.2.1'],
      ['gobuster.name', 'dev.shop.example', undefined],
    ]);
  });

  it('names lines that are no result', async () => {
    expect(skippedIn(await readReport(gobusterText, 'hello\n'))).toEqual([
      { type: 'skipped', reason: 'a line that is no result', line: 1 },
    ]);
  });
});
