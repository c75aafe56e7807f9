const FEWEST = 4;
/** So many attempts in a row without a shortage let one more connection in. */
const CALM = 200;

/** How many attempts may be under way: halved when this machine runs short, regained slowly. */
export class ConnectionBudget {
  private current: number;
  private calm = 0;

  constructor(private readonly most: number) {
    this.current = most;
  }

  get connections(): number {
    return this.current;
  }

  shrink(): void {
    this.current = Math.max(Math.min(FEWEST, this.most), Math.floor(this.current / 2));
    this.calm = 0;
  }

  /** An attempt went well. */
  ease(): void {
    this.calm += 1;
    if (this.calm < CALM || this.current >= this.most) return;
    this.current += 1;
    this.calm = 0;
  }
}
