import { Subject } from 'rxjs';

/** Limits how many tool runs examine one host at the same time, over all scans: a target must survive being scanned. */
export class HostLimits {
  private readonly active = new Map<string, number>();
  private readonly releases = new Subject<void>();
  /** Fires whenever a place has become free. */
  readonly released = this.releases.asObservable();

  constructor(private readonly maxRunsPerHost: number) {}

  hasPlace(address: string): boolean {
    return (this.active.get(address) ?? 0) < this.maxRunsPerHost;
  }

  /** Takes a place; the caller has asked `hasPlace` in the same turn. */
  take(address: string): void {
    this.active.set(address, (this.active.get(address) ?? 0) + 1);
  }

  release(address: string): void {
    const left = (this.active.get(address) ?? 0) - 1;
    if (left > 0) this.active.set(address, left);
    else this.active.delete(address);
    this.releases.next();
  }
}
