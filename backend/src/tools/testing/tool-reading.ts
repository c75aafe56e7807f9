import { type Observation } from '../../findings/observation.js';
import { type OutputStream, type ProcessExit } from '../../platform/process/command-spec.js';
import { type Tool, type ToolRunRequest } from '../tool-adapter.js';
import { ENDED_BY_ITSELF, fixtureCasesOf, type Reading, replay } from './tool-fixtures.js';

export type Streams = Partial<Record<OutputStream, string>>;

/** How a run differs from one that was asked for as usual and ended by itself. */
export interface ReadOptions {
  readonly asked?: ToolRunRequest;
  readonly exit?: ProcessExit;
  /** Characters of the pieces that the parser gets. */
  readonly size?: number;
}

/** A tool's own reader for tests: from what a run wrote to what was made of it. */
export function readerFor(tool: Tool, usual: ToolRunRequest): (streams: Streams, options?: ReadOptions) => Reading {
  return (streams, { asked = usual, exit = ENDED_BY_ITSELF, size = 64 } = {}) =>
    replay(tool, asked, Object.entries(streams) as [OutputStream, string][], { exit, size });
}

/** What a run wrote that was recorded under this name. @throws when there is no such recording */
export function recordedStreams(tool: Tool, name: string): Streams {
  const recorded = fixtureCasesOf(tool).find((fixture) => fixture.name === name);
  if (recorded === undefined) throw new Error(`${tool.manifest.id} has no recording ${name}.`);
  return Object.fromEntries(recorded.streams);
}

/** What was observed, in order. */
export function observedIn({ events }: Reading): Observation[] {
  return events.flatMap((event) => (event.type === 'observation' ? [event.observation] : []));
}
