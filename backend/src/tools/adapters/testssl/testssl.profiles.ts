import { type CheckFamily } from '../../../findings/coverage.js';
import { type Profile } from '../../tool-adapter.js';

export const FAMILIES = ['tls.protocols', 'tls.ciphers', 'tls.certificate', 'tls.vulnerabilities'] as const;
export type TestsslFamily = (typeof FAMILIES)[number] & CheckFamily;

/** What a profile has testssl do. */
export interface TestsslProfile {
  readonly options: readonly string[];
  /** Families that the options examine at all. */
  readonly examines: readonly TestsslFamily[];
  /** Headings of its text output, for the progress. */
  readonly steps: number;
}

export const TESTSSL_PROFILES: Readonly<Record<Profile, TestsslProfile>> = {
  quick: { options: ['-p', '-S'], examines: ['tls.protocols', 'tls.certificate'], steps: 2 },
  standard: { options: ['-p', '-s', '-f', '-P', '-S', '-U'], examines: FAMILIES, steps: 6 },
  deep: { options: ['-p', '-s', '-f', '-P', '-S', '-U', '-E'], examines: FAMILIES, steps: 7 },
};
