import { type Profile, type ProfileSettings } from '../../tool-adapter.js';

/** What one profile asks of sqlmap. The risk is 1 in all of them: what is above may change data. */
export interface SqlmapEffort {
  /** 1: links of the page and of the root. 2: those behind them too. */
  readonly crawlDepth: 1 | 2;
  /** How many payloads are tried for each parameter. */
  readonly level: 1 | 2;
  /** Boolean, error, union, time. */
  readonly techniques: 'BEU' | 'BEUT';
}

/** The quick profile does without sleeping databases, which are what takes long. */
export const SQLMAP_EFFORTS: Readonly<Record<Profile, SqlmapEffort>> = {
  quick: { crawlDepth: 1, level: 1, techniques: 'BEU' },
  standard: { crawlDepth: 2, level: 1, techniques: 'BEUT' },
  deep: { crawlDepth: 2, level: 2, techniques: 'BEUT' },
};

export const SQLMAP_PROFILES: Readonly<Record<Profile, ProfileSettings>> = {
  quick: { timeLimitSeconds: 300, expectedSeconds: 20 },
  standard: { timeLimitSeconds: 1800, expectedSeconds: 120 },
  deep: { timeLimitSeconds: 3600, expectedSeconds: 600 },
};
