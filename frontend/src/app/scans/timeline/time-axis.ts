import { formatDuration } from '../../ui/duration';

/** A mark on the time axis; `left` in percent of its length. */
export interface Tick {
  readonly left: number;
  readonly label: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 4, 8, 24].map((count) => count * HOUR),
];
const MAX_TICKS = 7;

/** Round times from the start of a span on, few enough to be read. */
export function ticksOf(spanMs: number): readonly Tick[] {
  const step = STEPS.find((candidate) => spanMs / candidate <= MAX_TICKS) ?? Math.ceil(spanMs / MAX_TICKS);
  const count = Math.floor(spanMs / step);
  return Array.from({ length: count + 1 }, (_, index) => ({
    left: ((index * step) / spanMs) * 100,
    label: index === 0 ? '0' : shortDuration(index * step),
  }));
}

/** `5 s`, `2 min`, `1:30 min`, `2 h`. */
function shortDuration(ms: number): string {
  if (ms < MINUTE) return `${ms / SECOND} s`;
  if (ms >= HOUR) return ms % HOUR === 0 ? `${ms / HOUR} h` : formatDuration(ms);
  const seconds = (ms % MINUTE) / SECOND;
  const minutes = Math.floor(ms / MINUTE);
  return seconds === 0 ? `${minutes} min` : `${minutes}:${String(seconds).padStart(2, '0')} min`;
}
