import { type LeftRun } from './process-contract.js';

/** What the server tells its reaper, one JSON value a line. A run is watched again under the same token when its pid is known. */
export type ReaperMessage = { readonly watch: LeftRun } | { readonly forget: string };

export function encodeMessage(message: ReaperMessage): string {
  return `${JSON.stringify(message)}\n`;
}

/** The line is one that encodeMessage made. */
export function decodeMessage(line: string): ReaperMessage {
  return JSON.parse(line) as ReaperMessage;
}
