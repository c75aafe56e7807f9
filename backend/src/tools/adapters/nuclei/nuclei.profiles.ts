import { type CheckFamily } from '../../../findings/coverage.js';
import { type Profile, type ProfileSettings } from '../../tool-adapter.js';

/** What the templates have something to say about; only the first is examined in full. */
export const NUCLEI_FAMILIES = [
  'http.vulnerabilities',
  'http.files',
  'http.technology',
  'http.headers',
] as const satisfies readonly CheckFamily[];

export const NUCLEI_PROFILES: Readonly<Record<Profile, ProfileSettings>> = {
  quick: { timeLimitSeconds: 600, expectedSeconds: 120 },
  standard: { timeLimitSeconds: 1800, expectedSeconds: 400 },
  deep: { timeLimitSeconds: 3600, expectedSeconds: 900 },
};
