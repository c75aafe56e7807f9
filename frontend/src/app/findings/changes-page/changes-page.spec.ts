import { aFinding } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi } from '../../../testing/fake-api';
import { render } from '../../../testing/render';
import { ChangesPage } from './changes-page';

const COUNTS = 'GET /api/v1/scans/scan-2/diff';
const FINDINGS = 'GET /api/v1/scans/scan-2/diff/findings';

describe(ChangesPage.name, () => {
  const counts = { new: 0, back: 0, changed: 0, unknown: 1, gone: 3, same: 7 };
  const before = { severity: 'high', tools: ['nmap'] };
  const items = [{ difference: 'unknown', finding: aFinding(), before, reason: 'nmap ran out of time' }];

  it('shows the first kind that there is any of, with the reasons', async () => {
    const api = new FakeApi()
      .on(COUNTS, () => ({ earlier: 'scan-1', later: 'scan-2', counts }))
      .on(FINDINGS, () => ({ items }));

    const page = render(ChangesPage, { id: 'scan-2' }, api);

    await eventually(() => expect(page.text()).toContain('nmap ran out of time'));
    expect(api.asked(FINDINGS)[0]?.params.get('difference')).toBe('unknown');
    expect(page.text()).toContain('7 findings are the same in both');
  });

  it('shows the kind that the address names', async () => {
    const api = new FakeApi()
      .on(COUNTS, () => ({ earlier: 'scan-1', later: 'scan-2', counts }))
      .on(FINDINGS, () => ({ items: [] }));

    render(ChangesPage, { id: 'scan-2', difference: 'gone' }, api);

    await eventually(() => expect(api.asked(FINDINGS)[0]?.params.get('difference')).toBe('gone'));
  });
});
