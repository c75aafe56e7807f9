import { Buffer } from 'node:buffer';

/**
 * Printed by some versions of `unshare` when what it started was ended by SIGKILL: it wants to end by the same signal, cannot,
 * and ends with code 1 instead.
 */
const NOISE = Buffer.from('unshare: sigprocmask unblock failed: Invalid argument\n');
const COMPLAINT = /^(?:(?:unshare|setpriv|prlimit|join): |\[FATAL tini ).*/;
const MAX_COMPLAINT_LENGTH = 300;
const LINE_END = 0x0a;

/** Tells what the programs around a tool say on its stderr from what the tool says. */
export class WrapperVoice {
  /** Beginning of a line that may still become the noise. */
  private held: Buffer = Buffer.alloc(0);
  private atLineStart = true;
  /** Whether the wrapper has said that what it started was ended by SIGKILL. */
  heardOfKill = false;
  private head = '';

  /** Returns the bytes that are the tool's. */
  push(chunk: Uint8Array): Uint8Array {
    const text = this.withoutNoise(this.held.length === 0 ? asBuffer(chunk) : Buffer.concat([this.held, chunk]));
    this.held = this.unfinishedNoise(text);
    const kept = text.subarray(0, text.length - this.held.length);
    if (kept.length > 0) this.atLineStart = kept.at(-1) === LINE_END;
    if (this.head.length < MAX_COMPLAINT_LENGTH) {
      this.head += kept.subarray(0, MAX_COMPLAINT_LENGTH).toString('latin1');
    }
    return kept;
  }

  /** Returns what was held back at the end. */
  flush(): Uint8Array {
    const rest = this.held;
    this.held = Buffer.alloc(0);
    return rest;
  }

  /** Why the wrapper could not start the tool, if the first line is such a message. */
  get complaint(): string | undefined {
    return COMPLAINT.exec(this.head)?.[0].slice(0, MAX_COMPLAINT_LENGTH);
  }

  private withoutNoise(text: Buffer): Buffer {
    for (let at = text.indexOf(NOISE); at !== -1; at = text.indexOf(NOISE, at + 1)) {
      if (this.startsLine(text, at)) {
        this.heardOfKill = true;
        return this.withoutNoise(Buffer.concat([text.subarray(0, at), text.subarray(at + NOISE.length)]));
      }
    }
    return text;
  }

  private unfinishedNoise(text: Buffer): Buffer {
    const start = text.lastIndexOf(LINE_END) + 1;
    const tail = text.subarray(start);
    const isBeginning = tail.length < NOISE.length && NOISE.subarray(0, tail.length).equals(tail);
    return isBeginning && this.startsLine(text, start) ? Buffer.from(tail) : Buffer.alloc(0);
  }

  private startsLine(text: Buffer, at: number): boolean {
    return at === 0 ? this.atLineStart : text[at - 1] === LINE_END;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
