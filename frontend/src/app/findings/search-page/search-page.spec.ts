import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { aFinding } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi, Refusal } from '../../../testing/fake-api';
import { buttonNamed, existing, render, typeInto } from '../../../testing/render';
import { SearchPage } from './search-page';

const SEARCH = 'GET /api/v1/findings';

describe(SearchPage.name, () => {
  let api: FakeApi;

  beforeEach(() => {
    localStorage.clear();
    const items = [
      aFinding(),
      aFinding({
        id: 'finding-2',
        title: 'Cookie lacks HttpOnly',
        dueAt: '2020-01-01T00:00:00Z',
        triage: { assignee: 'Bob' },
      }),
    ];
    const severity = {
      field: 'severity',
      exact: true,
      values: [
        { value: 'low', count: 1 },
        { value: 'high', count: 1 },
      ],
    };
    api = new FakeApi()
      .on(SEARCH, () => ({ items }))
      .on('GET /api/v1/findings/facets', () => ({ total: 2, exact: true, facets: [severity] }))
      .on('GET /api/v1/saved-views', () => ({ items: [] }))
      .on('POST /api/v1/triages', () => ({ id: 'triage-1', changed: 1 }));
  });

  it('shows the work that is left, with who takes care of it and what is overdue', async () => {
    const page = render(SearchPage, {}, api);

    await eventually(() => expect(page.text()).toContain('Cookie lacks HttpOnly'));
    expect(api.asked(SEARCH)[0]?.params.get('q')).toBe('status:active');
    expect(page.text()).toContain('Bob');
    expect(page.text()).toContain('overdue');
    expect(page.text()).toMatch(/Severity ?high ?1 ?low ?1/);
  });

  it('searches for what the address says, in its order', async () => {
    render(SearchPage, { q: 'tool:nmap', sort: 'newest' }, api);

    const request = await eventually(() => api.asked(SEARCH)[0]!);
    expect([request.params.get('q'), request.params.get('sort')]).toEqual(['tool:nmap', 'newest']);
  });

  it('narrows the search by a click', async () => {
    const page = render(SearchPage, { q: 'tls' }, api);
    const goTo = jest.spyOn(TestBed.inject(Router), 'navigate');

    (await eventually(() => page.button('low, 1'))).click();

    expect(goTo.mock.calls[0]?.[1]?.queryParams).toMatchObject({ q: 'tls severity:low' });
  });

  it('decides about the findings that were chosen', async () => {
    const page = render(SearchPage, {}, api);
    const selector = '[aria-label="Choose Cookie lacks HttpOnly"]';
    const box = await eventually(() => existing(page.element, selector));
    box.click();

    await eventually(() => expect(page.text()).toContain('1 finding'));
    page.button('Decide').click();
    const dialog = await eventually(() => existing(document, 'app-triage-dialog form'));
    (await eventually(() => existing(dialog, 'input[type="radio"]'))).click();
    typeInto(dialog, 'input[name="by"]', 'Anna');
    await eventually(() => expect(buttonNamed(dialog, 'Decide').disabled).toBe(false));
    buttonNamed(dialog, 'Decide').click();

    await eventually(() => expect(api.asked('POST /api/v1/triages')).toHaveLength(1));
    expect(api.asked('POST /api/v1/triages')[0]?.body).toEqual({ by: 'Anna', state: 'confirmed', ids: ['finding-2'] });
    await eventually(() => expect(document.body.textContent).toContain('1 finding changed.'));
  });

  it('joins the findings that were chosen, and takes that back', async () => {
    api
      .on('POST /api/v1/findings/finding-2/join', () => ({ items: [{ id: 'decision-1' }] }))
      .on('POST /api/v1/identity-decisions/decision-1/undo', () => ({ id: 'decision-1' }));
    const page = render(SearchPage, {}, api);
    (await eventually(() => existing(page.element, '[aria-label="Choose all that are loaded"]'))).click();

    (await eventually(() => page.button('Join'))).click();
    const dialog = await eventually(() => existing(document, 'app-identity-dialog form'));
    (await eventually(() => existing(dialog, 'input[value="finding-2"]'))).click();
    typeInto(dialog, 'textarea[name="reason"]', 'the same cookie');
    typeInto(dialog, 'input[name="by"]', 'Anna');
    await eventually(() => expect(buttonNamed(dialog, 'Join').disabled).toBe(false));
    buttonNamed(dialog, 'Join').click();
    const undo = await eventually(() => existing(document, 'mat-snack-bar-container button'));
    undo.click();

    await eventually(() => expect(document.body.textContent).toContain('As before.'));
    expect(api.asked('POST /api/v1/identity-decisions/decision-1/undo')).toHaveLength(1);
    expect(api.asked('POST /api/v1/findings/finding-2/join')[0]?.body).toEqual({
      findings: ['finding-1'],
      reason: 'the same cookie',
      by: 'Anna',
    });
  });

  it('shows why a search does not work', async () => {
    api.on(SEARCH, () => new Refusal(400, 'The search cannot be understood at "severity:urgent"'));
    const page = render(SearchPage, { q: 'severity:urgent' }, api);

    await eventually(() => expect(page.text()).toContain('cannot be understood'));
  });
});
