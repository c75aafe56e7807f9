import { type Profile, type ProfileSettings } from '../../tool-adapter.js';

export const FFUF_PROFILES: Readonly<Record<Profile, ProfileSettings>> = {
  quick: { timeLimitSeconds: 90, expectedSeconds: 5 },
  standard: { timeLimitSeconds: 300, expectedSeconds: 20 },
  deep: { timeLimitSeconds: 900, expectedSeconds: 60 },
};

/** Paths in the word list of each profile, those that nobody has not counted. Each list holds the one before. */
export const WORDLIST_SIZES: Readonly<Record<Profile, number>> = { quick: 133, standard: 528, deep: 1559 };
