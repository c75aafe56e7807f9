/** Time that stands still while there is anything to do, and then jumps to the next end of a wait. */
export class VirtualTime {
  private now = 0;
  private waits: { readonly until: number; readonly end: () => void }[] = [];

  wait(milliseconds: number): Promise<void> {
    return new Promise((end) => this.waits.push({ until: this.now + milliseconds, end }));
  }

  /** Lets time pass until the work is done. @returns when that is */
  async passUntil(work: Promise<void>): Promise<number> {
    const state = { isDone: false };
    const settled = work.finally(() => (state.isDone = true));
    while (!state.isDone) {
      await new Promise(setImmediate); // all that is ready now comes first
      const next = this.takeNext();
      this.now = next?.until ?? this.now;
      next?.end();
    }
    await settled;
    return this.now;
  }

  private takeNext() {
    this.waits.sort((first, second) => first.until - second.until);
    return this.waits.shift();
  }
}
