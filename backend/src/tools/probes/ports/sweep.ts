import { setImmediate as othersTurn, setTimeout as pause } from 'node:timers/promises';
import { type Line } from '../../identification/line.js';
import { type AnswerLimit } from './answer-limit.js';
import { type ConnectionBudget } from './connection-budget.js';
import { type Attempt, type Attempter } from './port-attempt.js';
import { type PortsLine } from './ports.schema.js';
import { SweepResults } from './sweep-results.js';

/** What a sweep works with. */
export interface SweepParts {
  readonly attempt: Attempter;
  readonly budget: ConnectionBudget;
  readonly limit: AnswerLimit;
  /** Speaks with an open port and closes the line; resolves with what was said. Holds a connection of the budget. */
  talk(port: number, line: Line): Promise<PortsLine>;
}

/** A port that is silent is tried so often: one lost packet proves nothing. */
const ATTEMPTS = 2;
const SHORTAGES_BORNE = 5;
const RECOVERY_MS = 100;
/** A host that has not answered on so many ports is not there, or shielded altogether. */
const SILENT_PORTS_BORNE = 1000;
/** Something that accepts connections on so many ports is no host but a tarpit or a proxy, and proves nothing. */
const OPEN_PORTS_BORNE = 1000;
const PROGRESS_STEP = 0.02;
/** So many attempts begin before the rest of the server gets its turn: with all at once, each of its steps would wait for all. */
const BEGUN_PER_TURN = 8;

interface Task {
  readonly port: number;
  readonly attempt: number;
  readonly shortages: number;
}

/** Tries every port once, the silent ones again at the end; hands its lines to `report` as they come. */
export class Sweep {
  readonly results = new SweepResults();
  private readonly silent: Task[] = [];
  private waiting: Task[];
  private underWay = 0;
  private recovery: Promise<void> | undefined;
  private failure: { readonly cause: unknown } | undefined;
  private opened = 0;
  private answered = 0;
  private stopped = false;
  private reported = 0;
  /** Called when a task has ended. */
  private changed: () => void = () => undefined;

  constructor(
    private readonly ports: readonly number[],
    private readonly parts: SweepParts,
    private readonly signal: AbortSignal,
    private readonly report: (line: PortsLine) => void,
  ) {
    this.waiting = ports.map((port) => ({ port, attempt: 1, shortages: 0 })).reverse();
  }

  /** Resolves when every port is settled, the sweep is given up, or `signal` has aborted and all connections are closed. */
  async run(): Promise<void> {
    await this.drain();
    this.waiting = this.silent.splice(0).reverse();
    await this.drain();
    this.report(this.results.line(this.ports));
  }

  private get ended(): boolean {
    return this.stopped || this.signal.aborted;
  }

  private async drain(): Promise<void> {
    while (this.underWay > 0 || (this.waiting.length > 0 && !this.ended)) {
      await this.recovery;
      if (this.beginSome() > 0) await othersTurn();
      else if (this.underWay > 0) await this.change();
    }
    if (this.failure !== undefined) throw this.failure.cause;
  }

  private get mayBegin(): boolean {
    return !this.ended && this.waiting.length > 0 && this.underWay < this.parts.budget.connections;
  }

  /** Resolves when a task has ended. */
  private change(): Promise<void> {
    return new Promise<void>((resolve) => {
      this.changed = resolve;
    });
  }

  /** @returns how many */
  private beginSome(): number {
    let begun = 0;
    for (; begun < BEGUN_PER_TURN && this.mayBegin; begun++) {
      const task = this.waiting.pop();
      if (task === undefined) break;
      this.underWay += 1;
      this.carryOut(task).then(
        () => this.done(),
        (cause: unknown) => this.done({ cause }),
      );
    }
    return begun;
  }

  private done(failure?: { readonly cause: unknown }): void {
    this.failure ??= failure;
    if (failure !== undefined) this.stopped = true;
    this.underWay -= 1;
    this.changed();
  }

  private async carryOut(task: Task): Promise<void> {
    const started = performance.now();
    const attempt = await this.parts.attempt(task.port, this.parts.limit.ms(task.attempt));
    const ms = Math.round(performance.now() - started);
    await this.take(task, attempt, ms);
    this.reportProgress();
  }

  private async take(task: Task, attempt: Attempt, ms: number): Promise<void> {
    const { port } = task;
    switch (attempt.kind) {
      case 'aborted':
        return;
      case 'short':
        return this.runShort(task, attempt.code);
      case 'unanswered':
        return this.missed(task);
      case 'unreachable':
      case 'unknown':
        return this.results.settle(port, attempt.kind, attempt.code);
      case 'closed':
        this.learn(ms);
        return this.results.settle(port, 'closed');
      case 'open':
        this.learn(ms);
        return this.converse(port, attempt.line, ms);
    }
  }

  private learn(ms: number): void {
    this.answered += 1;
    this.parts.budget.ease();
    this.parts.limit.learn(ms);
  }

  private async converse(port: number, line: Line, ms: number): Promise<void> {
    this.results.settle(port, 'open');
    this.report({ type: 'open', port, ms });
    this.opened += 1;
    if (this.opened >= OPEN_PORTS_BORNE) {
      this.stop(`connections are accepted on ${OPEN_PORTS_BORNE} ports, as by a tarpit or a proxy for any port`);
    }
    this.report(await this.parts.talk(port, line));
  }

  private missed(task: Task): void {
    if (task.attempt < ATTEMPTS) this.silent.push({ ...task, attempt: task.attempt + 1 });
    else this.results.settle(task.port, 'unanswered');
    if (this.answered === 0 && this.silent.length >= SILENT_PORTS_BORNE) {
      for (const { port } of this.silent.splice(0)) this.results.settle(port, 'unanswered');
      this.stop(`none of the first ${SILENT_PORTS_BORNE} ports answered`);
    }
  }

  private runShort(task: Task, code: string): void {
    if (task.shortages >= SHORTAGES_BORNE) return this.results.settle(task.port, 'unknown', code);
    this.waiting.push({ ...task, shortages: task.shortages + 1 });
    if (this.recovery !== undefined) return;
    this.parts.budget.shrink();
    this.report({ type: 'strain', code, connections: this.parts.budget.connections });
    this.recovery = pause(RECOVERY_MS).then(() => {
      this.recovery = undefined;
    });
  }

  private stop(reason: string): void {
    if (this.stopped) return;
    this.stopped = true;
    this.report({ type: 'stopped', reason });
  }

  private reportProgress(): void {
    const settled = this.results.settled + Math.floor(this.silent.length / ATTEMPTS);
    if (settled - this.reported < this.ports.length * PROGRESS_STEP) return;
    this.reported = settled;
    this.report({ type: 'progress', settled, total: this.ports.length });
  }
}
