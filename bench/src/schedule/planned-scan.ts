import { HostLimits } from '../../../backend/src/scans/host-limits.js';
import { ScanExecution } from '../../../backend/src/scans/scan-execution.js';
import { type ToolRun } from '../../../backend/src/scans/tool-run.js';
import { type Endpoint } from '../../../backend/src/targets/endpoint.js';

const TARGET: Endpoint = { host: '127.0.0.1', address: '127.0.0.1' };

/** What the server does by default. */
export const SLOTS = 3;
const MOST_RUNS_ON_A_HOST = 4;

/** A run of which it is known how long it takes, and of which the server guesses so. */
export interface PlannedRun {
  readonly durationMs: number;
  readonly expectedMs: number;
}

/**
 * The runs of one scan carried out by the server's own ScanExecution and RunQueue: all that is left out is the database.
 * @param carryOut does one run; `position` is its place among the runs
 */
export function carryOutScan(
  runs: readonly PlannedRun[],
  carryOut: (run: PlannedRun, position: number) => Promise<void>,
): Promise<void> {
  const execution = new ScanExecution({
    hosts: new HostLimits(MOST_RUNS_ON_A_HOST),
    slots: SLOTS,
    identify: (endpoint) => Promise.resolve(endpoint),
    plan: () => Promise.resolve(runs.map(toolRun)),
    weigh: ({ expectedMs }) => expectedMs,
    covers: () => true,
    failed: () => undefined,
    carryOut: ({ id }) => {
      const position = Number(id);
      const run = runs[position];
      return run === undefined ? Promise.reject(new RangeError(id)) : carryOut(run, position);
    },
  });
  return execution.run([TARGET], []);
}

function toolRun({ expectedMs }: PlannedRun, position: number): ToolRun {
  return {
    id: String(position),
    scanId: 'scan',
    tool: 'tool',
    endpoint: TARGET,
    state: 'queued',
    attempt: 0,
    interruptions: 0,
    expectedMs,
    queuedAt: new Date(0).toISOString(),
    stdoutBytes: 0,
    stderrBytes: 0,
    droppedBytes: 0,
    observations: 0,
  };
}
