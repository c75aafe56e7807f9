import { type CoverageRegression } from '../../api/generated/model/coverageRegression';
import { render } from '../../../testing/render';
import { CoverageWarning } from './coverage-warning';
import { regressionInWords } from './regression-words';

const LOST: CoverageRegression = {
  previousScanId: 'scan-0',
  lost: 22,
  examples: Array.from({ length: 20 }, (_, at) => `http.headers on http://192.0.2.10:${8000 + at}: nobody answered`),
  findingsBefore: 31,
  findingsNow: 4,
};

describe(CoverageWarning.name, () => {
  it('says how many checks are lost, why that matters and which they are', () => {
    const warning = render(CoverageWarning, { scanId: 'scan-1', regression: LOST });

    expect(warning.text()).toContain('left out 22 checks that the scan before carried out');
    expect(warning.text()).toContain('fewer findings do not mean fewer problems');
    expect(warning.text()).toContain('Findings: 4 now, 31 in the scan before.');
    expect(warning.element.querySelectorAll('li')).toHaveLength(21);
    expect(warning.text()).toContain('http://192.0.2.10:8000: nobody answered');
    expect(warning.text()).toContain('and 2 more');
  });

  it('leads to the scan before and to the coverage of this one', () => {
    const { element } = render(CoverageWarning, { scanId: 'scan-1', regression: LOST });

    const links = [...element.querySelectorAll('a')].map((link) => link.getAttribute('href'));

    expect(links).toEqual(['/scans/scan-0', '/scans/scan-1/coverage']);
  });

  it('names no check when only findings are missing', () => {
    const regression = { ...LOST, lost: 0, examples: [] };

    const warning = render(CoverageWarning, { scanId: 'scan-1', regression });

    expect(warning.text()).toContain('found less than half of what the scan before found, and proved none of it gone');
    expect(warning.element.querySelector('details')).toBeNull();
  });
});

describe(regressionInWords.name, () => {
  it('counts a single check in the singular', () => {
    expect(regressionInWords({ lost: 1 }).title).toBe('This scan left out 1 check that the scan before carried out');
  });
});
