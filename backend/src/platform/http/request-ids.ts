import { randomBytes } from 'node:crypto';

/** Ids of requests: unique in the logs of all starts, not secret: a random one for each costs more than it is worth. */
export class RequestIds {
  private readonly start = randomBytes(6).toString('hex');
  private count = 0;

  /** The id of this start and a number, such as `9f86d081884c-1a`. */
  next(): string {
    this.count += 1;
    return `${this.start}-${this.count.toString(36)}`;
  }
}
