import { DestroyRef, effect, inject, signal, type Signal } from '@angular/core';

/** The time in milliseconds; moves on every `everyMs` while `ticking`. Call it where injection works. */
export function injectNow(ticking: () => boolean, everyMs = 1000): Signal<number> {
  const now = signal(Date.now());
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  effect(() => {
    stop();
    now.set(Date.now());
    if (ticking()) timer = setInterval(() => now.set(Date.now()), everyMs);
  });
  inject(DestroyRef).onDestroy(stop);
  return now.asReadonly();
}
