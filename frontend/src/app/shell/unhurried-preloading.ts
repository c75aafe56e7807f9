import { Injectable } from '@angular/core';
import { type PreloadingStrategy, type Route } from '@angular/router';
import { type Observable, switchMap, timer } from 'rxjs';

/** By then the first page has its data, on anything but a very slow line. */
const FIRST_PAGE_MS = 1000;

/**
 * Fetches the code of the other pages when the first one is there to be read. Earlier, as `PreloadAllModules` does, it would
 * take the line and the processor from the data of the first page.
 */
@Injectable({ providedIn: 'root' })
export class UnhurriedPreloading implements PreloadingStrategy {
  preload(_route: Route, load: () => Observable<unknown>): Observable<unknown> {
    return timer(FIRST_PAGE_MS).pipe(switchMap(load));
  }
}
