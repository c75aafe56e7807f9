import { type IconName } from '../icon/icon-paths';

/** How a state looks and reads; colour alone never tells. */
export interface StateLook {
  readonly word: string;
  readonly icon: IconName;
  /** A CSS colour. */
  readonly tone: string;
}

const LOOKS: Readonly<Record<string, StateLook>> = {
  queued: { word: 'Queued', icon: 'clock', tone: 'var(--ink-muted)' },
  running: { word: 'Running', icon: 'play', tone: 'var(--accent)' },
  cancelling: { word: 'Cancelling', icon: 'stop', tone: 'var(--warn)' },
  completed: { word: 'Completed', icon: 'check', tone: 'var(--good)' },
  succeeded: { word: 'Succeeded', icon: 'check', tone: 'var(--good)' },
  ran: { word: 'Checked', icon: 'check', tone: 'var(--good)' },
  partial: { word: 'Partial', icon: 'half', tone: 'var(--warn)' },
  failed: { word: 'Failed', icon: 'cross', tone: 'var(--bad)' },
  timed_out: { word: 'Timed out', icon: 'clock', tone: 'var(--late)' },
  cancelled: { word: 'Cancelled', icon: 'stop', tone: 'var(--ink-muted)' },
  skipped: { word: 'Skipped', icon: 'skip', tone: 'var(--ink-muted)' },
  cached: { word: 'Cached', icon: 'repeat', tone: 'var(--low)' },
  imported: { word: 'Imported', icon: 'down', tone: 'var(--low)' },
  blocked: { word: 'Blocked', icon: 'shield', tone: 'var(--bad)' },
  out_of_scope: { word: 'Out of scope', icon: 'shield', tone: 'var(--ink-muted)' },
  not_supported: { word: 'Not supported', icon: 'dots', tone: 'var(--ink-muted)' },
};

export function lookOf(state: string): StateLook {
  return LOOKS[state] ?? { word: state.replaceAll('_', ' '), icon: 'dots', tone: 'var(--ink-muted)' };
}
