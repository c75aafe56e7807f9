import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { aScan, aTool } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi, Refusal } from '../../../testing/fake-api';
import { render, type Rendered, typeInto } from '../../../testing/render';
import { StartPage } from './start-page';

const preview = {
  canonical: 'example.org',
  kind: 'host',
  hosts: [{ host: 'example.org', address: '192.0.2.10', inScope: true }],
  inScope: true,
  authorised: true,
};

describe(StartPage.name, () => {
  let api: FakeApi;

  beforeEach(() => {
    localStorage.clear();
    api = new FakeApi()
      .on('GET /api/v1/scans', () => ({ items: [] }))
      .on('GET /api/v1/tools', () => ({ items: [aTool(), aTool({ id: 'tls', name: 'TLS probe', kind: 'probe' })] }))
      .on('POST /api/v1/targets/preview', () => preview)
      .on('POST /api/v1/scans', () => aScan({ id: 'scan-9' }));
  });

  async function openPage(): Promise<Rendered<StartPage>> {
    const page = render(StartPage, {}, api);
    await eventually(() => expect(page.text()).toContain('TLS probe'));
    return page;
  }

  async function typeTarget(page: Rendered<StartPage>, text: string): Promise<void> {
    typeInto(page.element, '#target', text);
    await eventually(() => expect(api.asked('POST /api/v1/targets/preview').at(-1)?.body).toEqual({ target: text }));
    await eventually(() => expect(page.text()).not.toContain('Looking it up'));
  }

  function submit(page: Rendered<StartPage>): void {
    page.element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  }

  it('shows what will be scanned while the target is typed', async () => {
    const page = await openPage();

    await typeTarget(page, 'example.org');

    await eventually(() => expect(page.text()).toContain('in scope'));
    expect(page.text()).toContain('Will be scanned: 192.0.2.10');
  });

  it('starts a scan with the tools of the profile and shows it', async () => {
    const page = await openPage();
    await typeTarget(page, 'example.org');

    submit(page);

    await eventually(() => expect(TestBed.inject(Router).url).toBe('/scans/scan-9'));
    expect(api.asked('POST /api/v1/scans')[0]?.body).toEqual({
      target: 'example.org',
      practiceTarget: false,
      profile: 'standard',
      fresh: false,
    });
  });

  it('sends the tools when the user has changed them', async () => {
    const page = await openPage();
    await typeTarget(page, 'example.org');

    page.element.querySelector<HTMLElement>('mat-checkbox input')?.click();
    submit(page);

    await eventually(() => expect(api.asked('POST /api/v1/scans')[0]?.body).toMatchObject({ tools: ['tls'] }));
  });

  it('runs every tool anew when the user wants that', async () => {
    const page = await openPage();
    await typeTarget(page, 'example.org');

    page.element.querySelector<HTMLElement>('.fresh input')?.click();
    submit(page);

    await eventually(() => expect(api.asked('POST /api/v1/scans')[0]?.body).toMatchObject({ fresh: true }));
  });

  it('asks for an authorisation only where none is on record, and remembers the name', async () => {
    api.on('POST /api/v1/targets/preview', () => ({
      ...preview,
      authorised: false,
      authorisationGap: 'nobody allowed it',
    }));
    const page = await openPage();
    expect(page.text()).not.toContain('Who authorises this scan?');
    await typeTarget(page, 'example.org');
    await eventually(() => expect(page.text()).toContain('Who authorises this scan?'));
    expect(page.button('Start scan').disabled).toBe(true);

    typeInto(page.element, 'input[name=authorisedBy]', 'Ada');
    await eventually(() => expect(page.button('Start scan').disabled).toBe(false));
    submit(page);

    await eventually(() =>
      expect(api.asked('POST /api/v1/scans')[0]?.body).toMatchObject({ authorisation: { authorisedBy: 'Ada' } }),
    );
    expect(localStorage.getItem('parallax.authorised-by')).toBe('Ada');
  });

  it('does not start what is out of scope, and says why', async () => {
    api.on('POST /api/v1/targets/preview', () => ({
      ...preview,
      hosts: [],
      inScope: false,
      authorised: false,
      refusal: 'Metadata addresses are never scanned.',
    }));
    const page = await openPage();
    await typeTarget(page, '169.254.169.254');
    await eventually(() => expect(page.text()).toContain('Metadata addresses are never scanned.'));

    submit(page);

    expect(page.button('Start scan').disabled).toBe(true);
    expect(api.asked('POST /api/v1/scans')).toHaveLength(0);
  });

  it('shows what is wrong with the target at its field', async () => {
    api.on('POST /api/v1/targets/preview', () => new Refusal(400, 'This is not a host.'));
    const page = await openPage();

    typeInto(page.element, '#target', 'no host');

    await eventually(() =>
      expect(page.element.querySelector('#preview')?.textContent).toContain('This is not a host.'),
    );
    expect(page.element.querySelector('#target')?.getAttribute('aria-invalid')).toBe('true');
  });

  it('shows a refusal of the server at the field it belongs to', async () => {
    api.on(
      'POST /api/v1/scans',
      () => new Refusal(400, 'Wrong.', [{ field: 'tools', message: 'Nmap has no part in it.' }]),
    );
    const page = await openPage();
    await typeTarget(page, 'example.org');

    submit(page);

    await eventually(() =>
      expect(page.element.querySelector('app-tool-choice')?.textContent).toContain('Nmap has no part in it.'),
    );
    expect(page.text()).not.toContain('The scan was not started');
  });

  it('shows a refusal that belongs to no field', async () => {
    api.on('POST /api/v1/scans', () => new Refusal(503, 'The server is shutting down.'));
    const page = await openPage();
    await typeTarget(page, 'example.org');

    submit(page);

    await eventually(() => expect(page.text()).toContain('The server is shutting down.'));
  });

  it('scans the practice target with one click', async () => {
    const page = await openPage();

    page.button('Scan the practice target').click();

    await eventually(() => expect(TestBed.inject(Router).url).toBe('/scans/scan-9'));
    expect(api.asked('POST /api/v1/scans')[0]?.body).toEqual({ practiceTarget: true, profile: 'quick', fresh: true });
  });

  it('says how to install a tool that is missing', async () => {
    const missing = aTool({
      id: 'ffuf',
      name: 'ffuf',
      available: false,
      install: { debian: 'apt-get install ffuf', other: '' },
    });
    api.on('GET /api/v1/tools', () => ({ items: [missing, aTool({ name: 'TLS probe' })] }));

    const page = await openPage();

    expect(page.text()).toContain('apt-get install ffuf');
    expect(page.text()).toContain('1 of 2 will run');
  });
});
