import { v7 as uuid } from 'uuid';
import { type Endpoint, speaksHttp, speaksSsh, speaksTls } from '../targets/endpoint.js';
import { type Profile, type Tool, type ToolSubject } from '../tools/tool-adapter.js';
import { type PlannedRun } from './tool-runs.repository.js';

/** What a plan is made for. */
export interface PlanContext {
  readonly scanId: string;
  readonly profile: Profile;
  readonly tools: readonly Tool[];
  /** Expected duration of a tool in milliseconds. */
  expectedMs(tool: Tool): number;
  readonly now: string;
}

/** Identity of what a run examines: host and port, whatever the address it is pinned to. */
export function endpointKeyOf({ host, port, transport }: Endpoint): string {
  return port === undefined ? host : `${host} ${port}/${transport ?? 'tcp'}`;
}

/** Whether a tool has anything to examine on an endpoint. */
export function fits({ manifest }: Tool, endpoint: Endpoint): boolean {
  switch (manifest.subject) {
    case 'host':
      return endpoint.port === undefined;
    case 'domain':
      return endpoint.port === undefined && endpoint.host !== endpoint.address;
    case 'tls':
      return speaksTls(endpoint);
    case 'web':
      return speaksHttp(endpoint);
    case 'ssh':
      return speaksSsh(endpoint);
  }
}

/** Why a tool has nothing to do on a target, by what it is pointed at. */
export const NOTHING_FITS: Readonly<Record<ToolSubject, string>> = {
  host: 'the target has no host that could be examined as a whole',
  domain: 'it examines host names, and the target is an address',
  tls: 'no service that speaks TLS was found',
  web: 'no web server was found',
  ssh: 'no SSH server was found',
};

/** One run for each tool that fits the endpoint. `foundBy` is the run that found it. */
export function runsFor(context: PlanContext, endpoint: Endpoint, foundBy?: string): readonly PlannedRun[] {
  return context.tools
    .filter((tool) => tool.manifest.profiles[context.profile] !== undefined && fits(tool, endpoint))
    .map((tool) => plannedRun(context, tool, endpoint, foundBy));
}

/** Runs that will be refused, for the tools that have none: what a scan did not examine must show. */
export function runsForUnused(context: PlanContext, used: ReadonlySet<string>, host: Endpoint): readonly PlannedRun[] {
  return context.tools
    .filter(({ manifest }) => !used.has(manifest.id))
    .map((tool) => plannedRun(context, tool, host, undefined));
}

function plannedRun(context: PlanContext, tool: Tool, endpoint: Endpoint, foundBy: string | undefined): PlannedRun {
  return {
    endpointKey: endpointKeyOf(endpoint),
    run: {
      id: uuid(),
      scanId: context.scanId,
      tool: tool.manifest.id,
      endpoint,
      ...(foundBy === undefined ? {} : { foundBy }),
      state: 'queued',
      attempt: 0,
      interruptions: 0,
      expectedMs: context.expectedMs(tool),
      queuedAt: context.now,
      stdoutBytes: 0,
      stderrBytes: 0,
      droppedBytes: 0,
      observations: 0,
    },
  };
}

/**
 * How early a run should start: the expected length of the work that hangs on it. A run that finds endpoints carries the
 * longest of the runs that may follow, so that the chain begins as soon as possible.
 */
export function weightOf(tool: Tool, expectedMs: number, longestFollowerMs: number): number {
  return tool.manifest.discovers ? expectedMs + longestFollowerMs : expectedMs;
}
