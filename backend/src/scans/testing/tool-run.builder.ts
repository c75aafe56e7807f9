import { type Endpoint } from '../../targets/endpoint.js';
import { type ToolRun } from '../tool-run.js';

export const LOOPBACK: Endpoint = { host: '127.0.0.1', address: '127.0.0.1' };

/** A tool run for tests: queued, of a tool named `tool`, unless told otherwise. */
export function aToolRun(overrides: Partial<ToolRun> = {}): ToolRun {
  return {
    id: 'run-1',
    scanId: 'scan-1',
    tool: 'tool',
    endpoint: LOOPBACK,
    state: 'queued',
    attempt: 0,
    interruptions: 0,
    expectedMs: 1000,
    queuedAt: '2026-01-01T00:00:00.000Z',
    stdoutBytes: 0,
    stderrBytes: 0,
    droppedBytes: 0,
    observations: 0,
    ...overrides,
  };
}

/** A time on 1 January 2026, so many seconds after midnight UTC. */
export function second(count: number): string {
  return new Date(Date.UTC(2026, 0, 1) + count * 1000).toISOString();
}
