import { type CachedRoute } from '../cache/cached.decorator.js';

/** Changes with the findings of any scan. */
export const FINDINGS_TAG = 'findings';

/** A finding is named by its own id, which does not tell its scan. */
export const FINDING_DETAIL: CachedRoute = {
  region: 'finding',
  ttl: 'scanResultsTtlMs',
  tagsOf: () => [FINDINGS_TAG],
};
