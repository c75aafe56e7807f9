import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { eventually } from '../../../testing/eventually';
import { FakeApi } from '../../../testing/fake-api';
import { render } from '../../../testing/render';
import { OverviewPage } from './overview-page';

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

function apiWith(part: object = {}): FakeApi {
  const overview = {
    active: { ...NONE, critical: 3, low: 2 },
    states: [
      { state: 'open', findings: 5 },
      { state: 'false_positive', findings: 4 },
      { state: 'fixed', findings: 0 },
    ],
    unknown: 1,
    hosts: 2,
    worstHosts: [{ host: 'bad.example', active: { ...NONE, critical: 3 } }],
    ...part,
  };
  const target = { id: 't', canonical: '192.0.2.0/24', kind: 'cidr', host: '192.0.2.0' };
  return new FakeApi()
    .on('GET /api/v1/overview', () => overview)
    .on('GET /api/v1/overview/targets', () => ({ items: [{ target, hosts: 7, active: NONE }] }));
}

describe(OverviewPage.name, () => {
  it('shows what is open, where it is worst, and what nobody knows', async () => {
    const page = render(OverviewPage, {}, apiWith());

    await eventually(() => expect(page.text()).toContain('bad.example'));
    expect(page.text()).toContain('5 open');
    expect(page.text()).toContain('4 false positive');
    expect(page.text()).not.toContain('0 fixed');
    expect(page.text()).toContain('1 not known to be there any more');
    await eventually(() => expect(page.text()).toContain('192.0.2.0/24 7 hosts'));
  });

  it('leads to the findings of a severity', async () => {
    const page = render(OverviewPage, {}, apiWith());
    const goTo = jest.spyOn(TestBed.inject(Router), 'navigate');

    (await eventually(() => page.button('3critical'))).click();

    expect(goTo.mock.calls[0]?.[1]?.queryParams).toEqual({ q: 'severity:critical status:active' });
  });

  it('does not call it safe when nothing was looked at', async () => {
    const page = render(OverviewPage, {}, apiWith({ hosts: 0, worstHosts: [], active: NONE }));

    await eventually(() => expect(page.text()).toContain('That is no proof of anything'));
  });
});
