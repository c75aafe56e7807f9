import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Observation } from '../../findings/observation.js';
import { type OutputStream, type ProcessExit } from '../../platform/process/command-spec.js';
import { type Tool, type ToolEvent, type ToolRunRequest, type ToolVerdict } from '../tool-adapter.js';

export const CLEAN_EXIT: ProcessExit = { code: 0, signal: null, truncated: false };
export const KILLED_EXIT: ProcessExit = { code: null, signal: 'SIGTERM', truncated: false, endedBy: 'cancelled' };
export const TIMED_OUT_EXIT: ProcessExit = { code: null, signal: 'SIGTERM', truncated: false, endedBy: 'time_limit' };

/** What one file of an adapter's fixtures holds. */
export function readFixture(tool: string, name: string): string {
  return readFileSync(join(import.meta.dirname, '../adapters', tool, 'fixtures', name), 'utf8');
}

/** What a run printed, played to a parser once more. */
export interface Replay {
  readonly request: ToolRunRequest;
  readonly output: Readonly<Partial<Record<OutputStream, string>>>;
  readonly exit?: ProcessExit;
  /** Characters in each piece; all at once when absent. */
  readonly pieceLength?: number;
}

export interface Replayed {
  readonly events: readonly ToolEvent[];
  readonly observations: readonly Observation[];
  readonly verdict: ToolVerdict;
}

/** Plays output to a tool's parser, the report last, as it comes in a real run. */
export function replay(tool: Tool, { request, output, exit = CLEAN_EXIT, pieceLength }: Replay): Replayed {
  const parser = tool.parser(request);
  const events: ToolEvent[] = [];
  for (const stream of ['stdout', 'stderr', 'report'] as const) {
    for (const piece of piecesOf(output[stream] ?? '', pieceLength)) events.push(...parser.write(stream, piece));
  }
  const end = parser.end(exit);
  events.push(...end.events);
  const observations = events.flatMap((event) => (event.type === 'observation' ? [event.observation] : []));
  return { events, observations, verdict: end.verdict };
}

/** The keys of what was observed, each once, sorted. */
export function weaknessesIn({ observations }: Replayed): readonly string[] {
  return [...new Set(observations.map(({ weakness }) => weakness))].sort();
}

function piecesOf(text: string, length = Math.max(1, text.length)): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += length) pieces.push(text.slice(start, start + length));
  return pieces;
}
