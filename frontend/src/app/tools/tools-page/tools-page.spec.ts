import { aTool } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi, Refusal } from '../../../testing/fake-api';
import { render } from '../../../testing/render';
import { ToolsPage } from './tools-page';

const missing = aTool({
  id: 'ffuf',
  name: 'ffuf',
  available: false,
  reason: 'ffuf is not in the PATH.',
  install: { debian: 'apt-get install ffuf', other: 'go install ffuf' },
});

describe(ToolsPage.name, () => {
  let api: FakeApi;

  beforeEach(() => {
    api = new FakeApi().on('GET /api/v1/tools', () => ({ items: [aTool(), missing] }));
  });

  it('puts what is missing first, with every way to install it', async () => {
    const page = render(ToolsPage, {}, api);

    await eventually(() => expect(page.text()).toContain('1 of 2 are ready'));
    const [first] = page.element.querySelectorAll('app-tool-card');
    expect(first?.textContent).toMatch(/ffuf.*Not installed.*not in the PATH.*apt-get install ffuf.*go install ffuf/s);
  });

  it('shows what a new look has found', async () => {
    api.on('POST /api/v1/tools/check', () => ({ items: [aTool(), { ...missing, available: true }] }));
    const page = render(ToolsPage, {}, api);
    await eventually(() => expect(page.text()).toContain('1 of 2 are ready'));

    page.button('Check again').click();

    await eventually(() => expect(page.text()).toContain('2 of 2 are ready'));
    expect(api.asked('GET /api/v1/tools')).toHaveLength(1);
  });

  it('keeps the list when the look fails', async () => {
    api.on('POST /api/v1/tools/check', () => new Refusal(500, 'No process could be started.'));
    const page = render(ToolsPage, {}, api);
    await eventually(() => expect(page.text()).toContain('ffuf'));

    page.button('Check again').click();

    await eventually(() => expect(page.text()).toContain('No process could be started.'));
    expect(page.text()).toContain('ffuf');
  });
});
