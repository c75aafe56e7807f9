import { type FindingDetail as Detail } from '../../api/generated/model/findingDetail';
import { aFinding } from '../../../testing/builders';
import { eventually } from '../../../testing/eventually';
import { FakeApi } from '../../../testing/fake-api';
import { render } from '../../../testing/render';
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
});
