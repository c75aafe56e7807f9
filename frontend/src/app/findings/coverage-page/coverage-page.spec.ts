import { aCheck } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi } from '../../../testing/fake-api';
import { render } from '../../../testing/render';
import { CoveragePage } from './coverage-page';

describe(CoveragePage.name, () => {
  it('says what is proven, and what is unknown and why', async () => {
    const items = [
      aCheck({ family: 'net.ports', status: 'ran' }),
      aCheck({ family: 'tls.ciphers', tool: 'sslscan', status: 'timed_out', reason: 'Ended after 60 s.' }),
    ];
    const api = new FakeApi().on('GET /api/v1/scans/scan-1/coverage', () => ({ items }));

    const page = render(CoveragePage, { id: 'scan-1' }, api);

    await eventually(() => expect(page.text()).toContain('1 of 2 checks are proven'));
    const rows = [...page.element.querySelectorAll('tbody tr')].map((row) => row.textContent);
    expect(rows[0]).toMatch(/Unknown.*TLS ciphers.*sslscan.*Timed out.*Ended after 60 s\./s);
    expect(rows[1]).toMatch(/Proven.*Open ports.*nmap.*Checked/s);
  });

  it('promises nothing before anything was checked', async () => {
    const api = new FakeApi().on('GET /api/v1/scans/scan-1/coverage', () => ({ items: [] }));

    const page = render(CoveragePage, { id: 'scan-1' }, api);

    await eventually(() => expect(page.text()).toContain('Nothing was checked yet'));
  });
});
