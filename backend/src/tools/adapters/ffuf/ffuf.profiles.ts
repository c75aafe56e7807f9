import { type Profile, type ProfileSettings } from '../../tool-adapter.js';

export const FFUF_PROFILES: Readonly<Record<Profile, ProfileSettings>> = {
  quick: { timeLimitSeconds: 90, expectedSeconds: 5 },
  standard: { timeLimitSeconds: 300, expectedSeconds: 20 },
  deep: { timeLimitSeconds: 900, expectedSeconds: 60 },
};
