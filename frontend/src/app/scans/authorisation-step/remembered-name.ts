import { Injectable } from '@angular/core';

const STORAGE_KEY = 'parallax.authorised-by';

/** The name that last authorised a scan from this browser. */
@Injectable({ providedIn: 'root' })
export class RememberedName {
  read(): string {
    return localStorage.getItem(STORAGE_KEY) ?? '';
  }

  write(name: string): void {
    localStorage.setItem(STORAGE_KEY, name);
  }
}
