/** In which ways two scans differ on a finding, what matters most first; what is the same is not listed. */
export const DIFFERENCES = ['new', 'back', 'changed', 'unknown', 'gone'] as const;

export type Difference = (typeof DIFFERENCES)[number];

/** What each of them means, in a word and in a sentence. */
export const DIFFERENCE_WORDS: Readonly<Record<Difference, { readonly title: string; readonly meaning: string }>> = {
  new: { title: 'New', meaning: 'No scan before has seen these.' },
  back: { title: 'Back', meaning: 'Seen earlier, not by the scan before, and now again.' },
  changed: { title: 'Changed', meaning: 'Both scans saw these, but differ on how bad they are or on who sees them.' },
  unknown: {
    title: 'Unknown',
    meaning: 'Seen by the scan before. This one could not see them, and could not prove them gone.',
  },
  gone: { title: 'Gone', meaning: 'Seen by the scan before. The same check ran again and did not see them.' },
};
