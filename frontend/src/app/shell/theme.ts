import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** Also read by theme.js, before the console starts. */
const STORAGE_KEY = 'parallax.theme';

/** The colour scheme: what the system says, or what the user chose on this machine. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly document = inject(DOCUMENT);
  readonly choice = signal<ThemeChoice>(storedChoice());

  constructor() {
    effect(() => this.apply(this.choice()));
  }

  private apply(choice: ThemeChoice): void {
    const root = this.document.documentElement;
    if (choice === 'system') {
      delete root.dataset['theme'];
      localStorage.removeItem(STORAGE_KEY);
      return;
    }
    root.dataset['theme'] = choice;
    localStorage.setItem(STORAGE_KEY, choice);
  }
}

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
