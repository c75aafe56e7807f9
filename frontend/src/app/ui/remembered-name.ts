import { Injectable } from '@angular/core';

const STORAGE_KEY = 'parallax.authorised-by';

/** The name under which something was last authorised or decided in this browser. */
@Injectable({ providedIn: 'root' })
export class RememberedName {
  read(): string {
    return localStorage.getItem(STORAGE_KEY) ?? '';
  }

  write(name: string): void {
    localStorage.setItem(STORAGE_KEY, name);
  }
}
