import { decodePorts } from './port-ranges.js';
import { type PortsLine, type PortsLineOf } from './ports.schema.js';

/** Everything that the lines read so far say. */
export class PortsTranscript {
  start: PortsLineOf<'start'> | undefined;
  states: PortsLineOf<'states'> | undefined;
  stoppedBy: string | undefined;
  /** Whether the collector came to its end by itself. */
  ended = false;
  readonly open = new Set<number>();
  /** Open ports whose service was recognised. */
  readonly recognised = new Set<number>();
  /** Open ports whose service answered everything that was asked of it. */
  readonly settled = new Set<number>();

  add(line: PortsLine): void {
    switch (line.type) {
      case 'start':
        this.start = line;
        return;
      case 'open':
        this.open.add(line.port);
        return;
      case 'states':
        this.states = line;
        return;
      case 'stopped':
        this.stoppedBy = line.reason;
        return;
      case 'end':
        this.ended = true;
        return;
      case 'talk':
      case 'progress':
      case 'strain':
        return;
    }
  }

  /** The ports that were to be tried. */
  get asked(): readonly number[] {
    return decodePorts(this.start?.ports ?? '');
  }

  /** The ports of a state that are not open. */
  portsThatAre(state: 'closed' | 'unanswered' | 'unreachable' | 'unknown'): readonly number[] {
    return decodePorts(this.states?.[state] ?? '');
  }

  /** Whether anything came back from the host at all. */
  get answered(): boolean {
    return this.open.size > 0 || this.portsThatAre('closed').length > 0;
  }
}
