import { type FindingDetail as Detail } from '../../api/generated/model/findingDetail';
import { type IdentityDecision } from '../../api/generated/model/identityDecision';
import { aFinding } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi } from '../../../testing/fake-api';
import { buttonNamed, existing, render, typeInto } from '../../../testing/render';
import { FindingDetail } from './finding-detail';

const CRYPTOGRAPHY = {
  id: 'A04:2025',
  title: 'Cryptographic Failures',
  reference: 'https://owasp.org/Top10/2025/A04_2025-Cryptographic_Failures/',
};

describe(FindingDetail.name, () => {
  const finding = aFinding({ cwe: [327] });

  function apiWith(part: Partial<Detail>): FakeApi {
    const detail = { ...finding, observations: [], sightings: [], ...part };
    return new FakeApi().on('GET /api/v1/findings/finding-1', () => detail);
  }

  it('names the OWASP category beside the CWEs and links to its page', async () => {
    const detail = render(FindingDetail, { scanId: 'scan-1', finding }, apiWith({ owasp: CRYPTOGRAPHY }));

    await eventually(() => expect(detail.text()).toContain('OWASP A04:2025 Cryptographic Failures'));
    const links = [...detail.element.querySelectorAll<HTMLAnchorElement>('.ids a')].map(({ href }) => href);
    expect(links).toEqual(['https://cwe.mitre.org/data/definitions/327.html', CRYPTOGRAPHY.reference]);
  });

  it('says nothing of OWASP when the finding is in no category', async () => {
    const detail = render(FindingDetail, { scanId: 'scan-1', finding }, apiWith({}));

    await eventually(() => expect(detail.element.querySelector('app-skeleton')).toBeNull());
    expect(detail.text()).not.toContain('OWASP');
  });

  it('shows what was joined with it, and takes that back', async () => {
    const decision: IdentityDecision = {
      id: 'decision-1',
      kind: 'join',
      findingId: 'finding-1',
      otherId: 'finding-2',
      other: 'Weak cipher (https://192.0.2.10)',
      decidedAt: '2026-03-01T10:00:00.000Z',
      decidedBy: 'Anna',
      reason: 'the same suite',
    };
    const undo = 'POST /api/v1/identity-decisions/decision-1/undo';
    const api = apiWith({ identityDecisions: [decision] }).on(undo, () => decision);
    const detail = render(FindingDetail, { scanId: 'scan-1', finding }, api);

    await eventually(() => expect(detail.text()).toContain('Joined with Weak cipher (https://192.0.2.10)'));
    expect(detail.text()).toContain('by Anna, 1 Mar 2026: the same suite');
    detail.button('Undo').click();

    await eventually(() => expect(document.body.textContent).toContain('As before.'));
    expect(api.asked(undo)).toHaveLength(1);
  });

  it('offers to split off a tool when several agree', async () => {
    const seenByTwo = { ...finding, tools: ['nmap', 'tls'] };
    const split = 'POST /api/v1/findings/finding-1/split';
    const api = apiWith({ tools: ['nmap', 'tls'] }).on(split, () => ({ id: 'decision-1' }));
    const detail = render(FindingDetail, { scanId: 'scan-1', finding: seenByTwo }, api);

    (await eventually(() => detail.button('Split off a tool'))).click();
    const dialog = await eventually(() => existing(document, 'app-identity-dialog form'));
    (await eventually(() => existing(dialog, 'input[value="tls"]'))).click();
    typeInto(dialog, 'textarea[name="reason"]', 'another suite');
    typeInto(dialog, 'input[name="by"]', 'Anna');
    await eventually(() => expect(buttonNamed(dialog, 'Split off').disabled).toBe(false));
    buttonNamed(dialog, 'Split off').click();

    await eventually(() => expect(document.body.textContent).toContain('It is a finding of its own.'));
    expect(api.asked(split)[0]?.body).toEqual({ tool: 'tls', reason: 'another suite', by: 'Anna' });
  });
});
