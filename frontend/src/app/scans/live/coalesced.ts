/** Does a piece of work once for many requests: not more often than every `pauseMs`, never twice at a time, and once after the last. */
export class Coalesced {
  private wanted = false;
  private busy = false;

  constructor(
    private readonly work: () => Promise<void>,
    private readonly pauseMs: number,
  ) {}

  request(): void {
    this.wanted = true;
    if (!this.busy) void this.run();
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.wanted) {
      await new Promise((done) => setTimeout(done, this.pauseMs));
      this.wanted = false;
      await this.work();
    }
    this.busy = false;
  }
}
