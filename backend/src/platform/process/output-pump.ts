import { type Readable } from 'node:stream';
import { type ProcessLimits } from './process-contract.js';
import { type WrapperVoice } from './wrapper-voice.js';

type StreamName = 'stdout' | 'stderr';

/** Who hears of what happens in a pump. */
export interface PumpListener {
  output(stream: StreamName, chunk: Uint8Array): Promise<void> | void;
  /** A piece has arrived; the next one is not read before `rest`. */
  busy(): void;
  rest(): void;
  /** More was dropped than may be. */
  overflow(): void;
  /** The piece could not be taken; nothing more is handed on. */
  failed(error: unknown): void;
}

/** Once all processes are gone, a stream that stays open and silent for so long is held by one that nobody can find. */
const QUIET_MS = 1000;
/** Silence is counted in looks, not by the clock: when this process itself was held up, what came meanwhile is still unread. */
const LOOKS = 10;

/** Reads both streams of a process to their ends, hands on what fits, and drops and counts the rest. */
export class OutputPump {
  readonly bytes = { stdout: 0, stderr: 0 };
  droppedBytes = 0;
  /** Whether a stream was left before its end. */
  cutShort = false;
  private readonly handedOn = { stdout: 0, stderr: 0 };
  private readonly turns: Promise<void>[] = [];
  private turn: Promise<void> = Promise.resolve();
  private taking = 0;
  /** Pieces taken so far. */
  private moves = 0;
  private broken = false;

  constructor(
    private readonly streams: Readonly<Record<StreamName, Readable>>,
    private readonly voice: WrapperVoice | undefined,
    private readonly limits: Pick<ProcessLimits, 'maxParsedBytes' | 'maxDrainedBytes'>,
    private readonly listener: PumpListener,
  ) {}

  start(): void {
    this.turns.push(this.drain('stdout'), this.drain('stderr'));
  }

  /** Waits until all output has been taken; to be called when the process has ended. */
  async finish(): Promise<void> {
    let quietLooks = 0;
    let seen = this.moves;
    const watch = setInterval(() => {
      quietLooks = this.taking === 0 && this.moves === seen ? quietLooks + 1 : 0;
      seen = this.moves;
      if (quietLooks >= LOOKS) this.stop();
    }, QUIET_MS / LOOKS);
    await Promise.all(this.turns);
    clearInterval(watch);
  }

  /** Drops what is still to come. */
  stop(): void {
    this.cutShort = true;
    this.leave();
  }

  private leave(): void {
    this.streams.stdout.destroy();
    this.streams.stderr.destroy();
  }

  private async drain(name: StreamName): Promise<void> {
    try {
      for await (const chunk of this.streams[name] as AsyncIterable<Uint8Array>) {
        await this.take(name, name === 'stderr' && this.voice !== undefined ? this.voice.push(chunk) : chunk);
      }
    } catch {
      // The stream was left on purpose or broke off; either way nothing more comes.
    }
    if (name === 'stderr' && this.voice !== undefined) await this.take(name, this.voice.flush());
  }

  private async take(name: StreamName, chunk: Uint8Array): Promise<void> {
    this.taking += 1;
    this.listener.busy();
    this.bytes[name] += chunk.length;
    const kept = chunk.subarray(0, this.limits.maxParsedBytes - this.handedOn[name]);
    this.handedOn[name] += kept.length;
    this.drop(chunk.length - kept.length);
    if (kept.length > 0) await this.handOn(name, kept);
    this.taking -= 1;
    this.moves += 1;
    this.listener.rest();
  }

  private drop(bytes: number): void {
    if (bytes === 0) return;
    this.droppedBytes += bytes;
    if (this.droppedBytes > this.limits.maxDrainedBytes) this.listener.overflow();
  }

  /** One piece at a time, whichever stream it came from. */
  private async handOn(name: StreamName, chunk: Uint8Array): Promise<void> {
    this.turn = this.turn.then(async () => {
      if (this.broken) return;
      try {
        await this.listener.output(name, chunk);
      } catch (error) {
        this.broken = true;
        this.listener.failed(error);
      }
    });
    await this.turn;
  }
}
