/** Does a piece of work once for many requests: the first soon, the next not before a pause, never twice at a time, and once after the last. */
export class Coalesced {
  private wanted = false;
  private busy = false;

  constructor(
    private readonly work: () => Promise<void>,
    private readonly soonMs: number,
    private readonly pauseMs: number,
  ) {}

  request(): void {
    this.wanted = true;
    if (!this.busy) void this.run();
  }

  private async run(): Promise<void> {
    this.busy = true;
    await pause(this.soonMs);
    while (this.wanted) {
      this.wanted = false;
      await this.work();
      await pause(this.pauseMs);
    }
    this.busy = false;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
