/** Calls back when a run takes too long, or prints nothing for too long while somebody listens. */
export class RunTimers {
  private readonly total: NodeJS.Timeout;
  private idle: NodeJS.Timeout | undefined;
  /** Pieces of output that are being taken; as long as there are any, silence is not the tool's fault. */
  private taking = 0;

  constructor(
    timeLimitMs: number,
    private readonly idleLimitMs: number | undefined,
    private readonly expired: (cause: 'time_limit' | 'idle_limit') => void,
  ) {
    this.total = setTimeout(() => expired('time_limit'), timeLimitMs);
  }

  listening(): void {
    this.restartIdle();
  }

  /** Output has arrived and is being taken. */
  busy(): void {
    this.taking += 1;
    clearTimeout(this.idle);
    this.idle = undefined;
  }

  /** It has been taken. */
  rest(): void {
    this.taking -= 1;
    this.restartIdle();
  }

  stop(): void {
    clearTimeout(this.total);
    clearTimeout(this.idle);
    this.taking = Infinity;
  }

  private restartIdle(): void {
    if (this.idleLimitMs === undefined || this.taking > 0) return;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.expired('idle_limit'), this.idleLimitMs);
  }
}
