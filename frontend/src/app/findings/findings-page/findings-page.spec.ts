import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { aFinding, at } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi } from '../../../testing/fake-api';
import { render } from '../../../testing/render';
import { FindingsPage } from './findings-page';

const OF_SCAN = 'GET /api/v1/scans/scan-1/findings';

describe(FindingsPage.name, () => {
  let api: FakeApi;

  beforeEach(() => {
    const items = [
      aFinding(),
      aFinding({ id: 'finding-2', title: 'Cookie lacks HttpOnly', tools: ['http-headers'], corroboration: 1 }),
    ];
    const observations = [
      {
        id: 'o',
        runId: 'run-4',
        tool: 'sslscan',
        rule: 'sslscan:tls10',
        severity: 'high',
        evidence: '<b>TLSv1.0</b> enabled',
        observedAt: at(2),
      },
    ];
    api = new FakeApi()
      .on(OF_SCAN, () => ({ items }))
      .on('GET /api/v1/findings/finding-1', () => ({ ...aFinding(), observations }));
  });

  it('lists findings with the tools that saw them', async () => {
    const page = render(FindingsPage, { id: 'scan-1' }, api);

    await eventually(() => expect(page.text()).toContain('TLS 1.0 is offered'));
    expect(page.text()).toContain('2 tools');
    expect(page.text()).toContain('1 tool');
  });

  it('asks the server for the severities and the tool of the address', async () => {
    render(FindingsPage, { id: 'scan-1', severity: 'high,nonsense,info', tool: 'sslscan' }, api);

    const request = await eventually(() => api.asked(OF_SCAN)[0]!);
    expect(request.params.get('severity')).toBe('high,info');
    expect(request.params.get('tool')).toBe('sslscan');
  });

  it('narrows by words without asking the server', async () => {
    const page = render(FindingsPage, { id: 'scan-1', text: 'cookie' }, api);

    await eventually(() => expect(page.text()).toContain('Cookie lacks HttpOnly'));
    expect(page.text()).not.toContain('TLS 1.0 is offered');
    expect(api.asked(OF_SCAN)).toHaveLength(1);
  });

  it('looks for words in the pages that are not loaded yet, too', async () => {
    const late = aFinding({ id: 'finding-9', title: 'Weak cookie far down the list' });
    api.on(OF_SCAN, ({ params }) =>
      params.get('pageToken') === 'second' ? { items: [late] } : { items: [aFinding()], nextPageToken: 'second' },
    );

    const page = render(FindingsPage, { id: 'scan-1', text: 'far down' }, api);

    await eventually(() => expect(page.text()).toContain('Weak cookie far down the list'));
    expect(page.text()).toContain('1 of the 2 findings looked at match');
    expect(page.text()).not.toContain('No finding matches');
  });

  it('stops after many and says so: no match so far is not no match', async () => {
    const hundred = Array.from({ length: 100 }, (_, position) => aFinding({ id: `f-${position}` }));
    api.on(OF_SCAN, () => ({ items: hundred, nextPageToken: 'more' }));

    const page = render(FindingsPage, { id: 'scan-1', text: 'nothing like it' }, api);

    await eventually(() => expect(page.text()).toContain('0 of the 2000 findings looked at match; there are more'));
    expect(page.text()).toContain('No match so far');
    expect(page.button('Load more')).toBeTruthy();
    expect(api.asked(OF_SCAN)).toHaveLength(20);
  });

  it('keeps the filter in the address', async () => {
    const page = render(FindingsPage, { id: 'scan-1' }, api);
    await eventually(() => expect(page.text()).toContain('TLS 1.0'));

    page.button('critical').click();

    await eventually(() => expect(TestBed.inject(Router).url).toContain('severity=critical'));
  });

  it('shows the evidence of an open finding as text, whatever a tool wrote', async () => {
    const page = render(FindingsPage, { id: 'scan-1', finding: 'finding-1' }, api);

    const evidence = await eventually(() => page.element.querySelector('pre')!.textContent);
    expect(evidence).toBe('<b>TLSv1.0</b> enabled');
    expect(page.text()).toContain('2 tools agree: sslscan, tls.');
    expect(page.text()).toContain('Switch it off.');
  });

  it('does not call an empty list proof', async () => {
    api.on(OF_SCAN, () => ({ items: [] }));

    const page = render(FindingsPage, { id: 'scan-1' }, api);

    await eventually(() => expect(page.text()).toContain('coverage tab'));
  });

  it('offers to clear a filter that nothing fits', async () => {
    const page = render(FindingsPage, { id: 'scan-1', text: 'nothing like it' }, api);

    await eventually(() => expect(page.button('Clear the filter')).toBeTruthy());
  });
});
