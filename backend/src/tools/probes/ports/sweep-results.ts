import { encodePorts } from './port-ranges.js';
import { type PortsLineOf } from './ports.schema.js';

export type SettledAs = 'open' | 'closed' | 'unanswered' | 'unreachable' | 'unknown';

/** What became of each port of a sweep. */
export class SweepResults {
  private readonly states = new Map<number, SettledAs>();
  private readonly errors = new Map<string, number>();

  settle(port: number, state: SettledAs, code?: string): void {
    this.states.set(port, state);
    if (code !== undefined) this.errors.set(code, (this.errors.get(code) ?? 0) + 1);
  }

  get settled(): number {
    return this.states.size;
  }

  /** `ports` are all that should have been tried: what is not settled is unknown. */
  line(ports: readonly number[]): PortsLineOf<'states'> {
    const untried = ports.filter((port) => !this.states.has(port));
    return {
      type: 'states',
      closed: encodePorts(this.portsThatAre('closed')),
      unanswered: encodePorts(this.portsThatAre('unanswered')),
      unreachable: encodePorts(this.portsThatAre('unreachable')),
      unknown: encodePorts([...this.portsThatAre('unknown'), ...untried]),
      errors: [...this.errors].map(([code, count]) => ({ code, count })).sort((one, other) => other.count - one.count),
    };
  }

  private portsThatAre(wanted: SettledAs): number[] {
    return [...this.states].filter(([, state]) => state === wanted).map(([port]) => port);
  }
}
