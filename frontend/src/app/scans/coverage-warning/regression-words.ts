import { type CoverageRegression } from '../../api/generated/model/coverageRegression';

/** What a warning about lost coverage says. */
export interface RegressionWords {
  readonly title: string;
  /** Why it matters. */
  readonly meaning: string;
}

/** Says in plain words what a scan no longer checks, or that it finds far less without a proof, and why that matters. */
export function regressionInWords({ lost }: Pick<CoverageRegression, 'lost'>): RegressionWords {
  if (lost === 0) {
    return {
      title: 'This scan found less than half of what the scan before found, and proved none of it gone',
      meaning: 'The same was checked, so look at what the tools said before you take this for good news.',
    };
  }
  const checks = lost === 1 ? '1 check that' : `${lost} checks that`;
  return {
    title: `This scan left out ${checks} the scan before carried out`,
    meaning:
      'What is wrong there shows in neither its findings nor its numbers: fewer findings do not mean fewer problems.',
  };
}
