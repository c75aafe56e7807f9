import { type Import } from '../../api/generated/model/import';
import { eventually } from '../../../testing/eventually';
import { FakeApi } from '../../../testing/fake-api';
import { render } from '../../../testing/render';
import { ImportPage } from './import-page';

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

const anImport = (part: Partial<Import> = {}): Import => ({
  id: 'import-1',
  scanId: 'scan-1',
  target: 'shop.example',
  tool: 'nmap',
  format: 'nmap-xml',
  fileName: 'nmap.xml',
  sha256: 'a',
  bytes: 1,
  hosts: 1,
  observations: { ...NONE, info: 3 },
  findings: { ...NONE, info: 2 },
  newFindings: 1,
  skippedCount: 2,
  skipped: [
    { reason: 'a port without a number', line: 4 },
    { reason: 'a port without a number', line: 9 },
  ],
  createdAt: '2026-01-01T00:00:00.000Z',
  ...part,
});

describe(ImportPage.name, () => {
  let api: FakeApi;
  beforeEach(() => {
    api = new FakeApi()
      .on('GET /api/v1/imports', () => ({ items: [] }))
      .on('GET /api/v1/imports/formats', () => ({
        items: [{ id: 'nmap-xml', name: 'Nmap XML', tool: 'nmap', versions: [] }],
      }));
  });

  function choose(element: HTMLElement): void {
    const input = element.querySelector<HTMLInputElement>('input[type=file]')!;
    Object.defineProperty(input, 'files', { value: [new File(['<nmaprun/>'], 'nmap.xml')] });
    input.dispatchEvent(new Event('change'));
  }

  it('imports the chosen file, and says what it brought and what it did not', async () => {
    api.on('POST /api/v1/imports', () => anImport());
    const page = render(ImportPage, {}, api);
    await eventually(() => expect(page.text()).toContain('Nothing was imported yet'));

    choose(page.element);
    await eventually(() => expect(page.text()).toContain('nmap.xml'));
    page.element.querySelector('form')!.dispatchEvent(new Event('submit'));

    await eventually(() => expect(page.text()).toContain('3 observations read'));
    expect(page.text()).toContain('2 entries are no observation');
    expect(page.text()).toMatch(/a port without a number\s+line 4, 9/);
  });

  it('cannot be sent without a file', async () => {
    const page = render(ImportPage, {}, api);

    await eventually(() => expect(page.text()).toContain('Choose a report'));
    expect(page.element.querySelector<HTMLButtonElement>('button[type=submit]')?.disabled).toBe(true);
  });
});
