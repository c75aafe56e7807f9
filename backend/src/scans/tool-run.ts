import { type Endpoint } from '../targets/endpoint.js';
import { type ToolRunState } from './tool-run-state.js';

/** The raw output of a tool run, kept content-addressed and compressed. */
export interface Artefact {
  /** SHA-256 of the uncompressed content, hexadecimal. */
  readonly sha256: string;
  /** Uncompressed size. */
  readonly bytes: number;
}

/** How the processes of a run ended: what "stopped" means, with proof. */
export interface EndReceipt {
  /** Every process that was seen to belong to the run. */
  readonly pids: readonly number[];
  /** Those still alive when we looked last; empty unless the system refused to end one. */
  readonly survivors: readonly number[];
  /** From the request to end until no process was left; absent when the run ended by itself. */
  readonly endedInMs?: number;
  /** How the processes were held together: `namespace`, `reaper` or `group`; `none` for built-in probes. */
  readonly isolation: string;
}

/** One execution of one tool against one endpoint inside a scan. */
export interface ToolRun {
  readonly id: string;
  readonly scanId: string;
  readonly tool: string;
  readonly toolVersion?: string;
  readonly endpoint: Endpoint;
  /** The run that found the endpoint; absent for runs that the plan began with. */
  readonly foundBy?: string;
  readonly state: ToolRunState;
  readonly reason?: string;
  /** How many times the run was started, counting restarts of the server and retries. */
  readonly attempt: number;
  /** How many times the server died while it ran, since the user last asked for it. */
  readonly interruptions: number;
  readonly expectedMs: number;
  readonly argv?: readonly string[];
  readonly exitCode?: number;
  readonly signal?: string;
  readonly queuedAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly durationMs?: number;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  readonly droppedBytes: number;
  /** How many observations the run made. */
  readonly observations: number;
  readonly artefact?: Artefact;
  /** The run whose output was read again in place of running the tool. */
  readonly cachedFrom?: string;
  readonly receipt?: EndReceipt;
}
