import { inject, Injectable } from '@angular/core';
import { MatSnackBar, MatSnackBarConfig } from '@angular/material/snack-bar';
import { problemOf } from '../api/problem';

/** Long enough to notice that it was the wrong one. */
const UNDO_MS = 12_000;

/** Tells what was done, and offers to take it back for a while. */
@Injectable({ providedIn: 'root' })
export class UndoOffer {
  private readonly messages = inject(MatSnackBar);

  tell(text: string): void {
    this.messages.open(text, 'Close', lasting());
  }

  /** @param undo as for `take` */
  offer(text: string, undo: () => Promise<string>): void {
    const message = this.messages.open(text, 'Undo', lasting());
    message.onAction().subscribe(() => void this.take(undo));
  }

  /** @param undo takes something back, and says what became of it */
  async take(undo: () => Promise<string>): Promise<void> {
    try {
      this.tell(await undo());
    } catch (error) {
      this.tell(problemOf(error).detail);
    }
  }
}

function lasting(): MatSnackBarConfig {
  const config = new MatSnackBarConfig();
  config.duration = UNDO_MS;
  return config;
}
