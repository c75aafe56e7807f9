import { inject, InjectionToken } from '@angular/core';

/** For how long an answer is shown without asking again, and for how long it is kept when no page shows it. Milliseconds. */
export interface Freshness {
  readonly staleTime: number;
  readonly gcTime: number;
}

/** What the console keeps of the server's answers, and how it hears of changes. */
export interface CachePolicy {
  readonly scanList: Freshness;
  /** Of a scan that runs, and of lists that show one: the event stream keeps them right while it is up. */
  readonly running: Freshness;
  readonly finishedScan: Freshness;
  /** Findings, coverage, logs. */
  readonly details: Freshness;
  /** Tools on the server's machine, and what a target means. */
  readonly surroundings: Freshness;
  /** `streamed`: events tell of changes, and the server is asked only while they cannot. `polled`: it is asked for ever. */
  readonly changes: 'streamed' | 'polled';
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const KEPT: CachePolicy = {
  scanList: { staleTime: 30 * SECOND, gcTime: 5 * MINUTE },
  running: { staleTime: SECOND, gcTime: 15 * MINUTE },
  finishedScan: { staleTime: MINUTE, gcTime: 15 * MINUTE },
  details: { staleTime: MINUTE, gcTime: 15 * MINUTE },
  surroundings: { staleTime: MINUTE, gcTime: 15 * MINUTE },
  changes: 'streamed',
};

const NOTHING: Freshness = { staleTime: 0, gcTime: 0 };

/** What the console would be without its cache: for measuring, and for whoever suspects it. */
export const NOT_KEPT: CachePolicy = {
  scanList: NOTHING,
  running: NOTHING,
  finishedScan: NOTHING,
  details: NOTHING,
  surroundings: NOTHING,
  changes: 'polled',
};

/** `localStorage.setItem('parallax.query-cache', 'off')` turns the cache off. */
const STORAGE_KEY = 'parallax.query-cache';

export const CACHE_POLICY = new InjectionToken<CachePolicy>('CACHE_POLICY', {
  factory: () => (localStorage.getItem(STORAGE_KEY) === 'off' ? NOT_KEPT : KEPT),
});

const POLL_MS = 2000;

/** Says how often to ask again for something that `runs`, while events about it come over a stream or do not. */
export function injectPollInterval(): (runs: boolean, events: 'heard' | 'missed') => number | false {
  const { changes } = inject(CACHE_POLICY);
  if (changes === 'polled') return () => POLL_MS;
  return (runs, events) => (runs && events === 'missed' ? POLL_MS : false);
}
