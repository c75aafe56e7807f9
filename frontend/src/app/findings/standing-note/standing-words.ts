import { type Standing } from '../../api/generated/model/standing';

export interface StandingWord {
  readonly text: string;
  /** A CSS colour. */
  readonly tone: string;
}

const STATES: Readonly<Partial<Record<Standing['state'], StandingWord>>> = {
  reopened: { text: 'Reopened', tone: 'var(--warn)' },
  confirmed: { text: 'Confirmed', tone: 'var(--bad)' },
  fixed: { text: 'Fixed', tone: 'var(--good)' },
  false_positive: { text: 'False positive', tone: 'var(--ink-muted)' },
  accepted_risk: { text: 'Accepted risk', tone: 'var(--ink-muted)' },
};

/** The words for a standing; none for a finding that is open and seen. */
export function noteOf({ state, presence }: Standing): readonly StandingWord[] {
  const words = STATES[state] === undefined ? [] : [STATES[state]];
  if (presence === 'unknown') return [...words, { text: 'Unknown', tone: 'var(--warn)' }];
  if (presence === 'gone' && state !== 'fixed') return [...words, { text: 'Gone', tone: 'var(--good)' }];
  return words;
}

/** One sentence on what is known. */
export function presenceInWords({ presence, reason }: Standing): string {
  const why = reason === undefined ? '' : `: ${reason}`;
  if (presence === 'gone') return `Proven to be gone${why}.`;
  if (presence === 'unknown') return `Not known to be there any more${why}.`;
  return 'Seen by the scan that looked last.';
}
