import { type Line } from '../../identification/line.js';
import { type PortsLineOf, type Turn } from './ports.schema.js';

/** Speaks and listens by turns on one line, and keeps the record of it. */
export class TurnTaker {
  ended: PortsLineOf<'talk'>['ended'] = 'silent';
  private readonly earlier: Turn[] = [];
  private said: string | undefined;
  private heard: Buffer = Buffer.alloc(0);
  /** Bytes of the line that belong to earlier turns. */
  private offset = 0;

  constructor(private readonly line: Line) {}

  /** Begins a turn by saying something. */
  say(words: string): void {
    this.earlier.push(...this.current());
    this.offset += this.heard.length;
    this.heard = Buffer.alloc(0);
    this.said = words;
    this.line.say(words);
  }

  /** Listens until `judge` makes something of what came in this turn; true when it did. */
  async hear(judge: (bytes: Buffer) => unknown, limitMs: number): Promise<boolean> {
    const heard = await this.line.hear((bytes) => judge(bytes.subarray(this.offset)), limitMs);
    this.heard = heard.bytes.subarray(this.offset);
    this.ended = heard.judged ? 'judged' : heard.pause;
    return heard.judged;
  }

  get latest(): Buffer {
    return this.heard;
  }

  get heardAnything(): boolean {
    return this.heard.length > 0;
  }

  get all(): Turn[] {
    return [...this.earlier, ...this.current()];
  }

  private current(): Turn[] {
    const heard = this.heard.toString('base64');
    if (this.said !== undefined) return [{ said: this.said, heard }];
    return heard === '' ? [] : [{ heard }];
  }
}
