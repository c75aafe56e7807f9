import type { CheckFamily, Coverage } from '../findings/coverage.js';
import type { Observation } from '../findings/observation.js';
import type { CommandSpec, OutputStream, ProcessExit } from '../platform/process/command-spec.js';
import type { Endpoint, ServiceEndpoint } from '../targets/endpoint.js';

export const PROFILES = ['quick', 'standard', 'deep'] as const;

/** A named choice of tools and options. */
export type Profile = (typeof PROFILES)[number];

/**
 * What a tool is pointed at. `host`: the whole host, by address. `domain`: a registered name, by name. `tls`, `web`
 * and `ssh`: one endpoint of which the protocol has been identified.
 */
export type ToolSubject = 'host' | 'domain' | 'tls' | 'web' | 'ssh';

/** How one profile runs a tool. A tool that a profile leaves out has no entry for it. */
export interface ProfileSettings {
  /** The run is ended as `timed_out` after this many seconds. */
  readonly timeLimitSeconds: number;
  /** A first guess at the duration, used until the tool has a history of its own: longest expected first. */
  readonly expectedSeconds: number;
}

/** What is known of a tool before it runs. Pure data. */
export interface ToolManifest {
  /** Stable identifier, also the folder's name: lower case, digits and dashes. */
  readonly id: string;
  readonly name: string;
  /** One sentence: what it looks for. */
  readonly description: string;
  readonly homepage?: string;
  readonly subject: ToolSubject;
  /** Whether the tool finds endpoints for others to examine. */
  readonly discovers: boolean;
  readonly families: readonly CheckFamily[];
  readonly profiles: Readonly<Partial<Record<Profile, ProfileSettings>>>;
  /** Whether a scan that names no tools includes it. False for tools that attack or take long. */
  readonly byDefault: boolean;
}

/** What a run is asked to do. `paths` lie in a private folder that is deleted when the run has ended. */
export interface ToolRunRequest {
  readonly endpoint: Endpoint;
  readonly profile: Profile;
  /** Ports to examine for tools with subject `host`; absent means the profile's own choice. */
  readonly ports?: readonly number[];
  readonly settings: ToolSettings;
}

/** The part of the configuration that adapters may know. */
export interface ToolSettings {
  /** Folder of nuclei templates; absent when none is configured. */
  readonly nucleiTemplates?: string;
  /** `address:port` of the resolver that DNS probes ask; absent means the system's. */
  readonly dnsResolver?: string;
}

/** Where a command may write. */
export interface RunPaths {
  /** Private, empty working folder; also HOME and TMPDIR of the process. */
  readonly workdir: string;
  /** The file that a tool writes its machine-readable report to, when it cannot use stdout. */
  readonly report: string;
}

/** What a parser makes of a piece of output. */
export type ToolEvent =
  | { readonly type: 'observation'; readonly observation: Observation }
  /** An open port was found. `protocol` is absent when the tool does not know what speaks there. */
  | { readonly type: 'endpoint'; readonly endpoint: ServiceEndpoint }
  | { readonly type: 'progress'; readonly percent: number }
  /** A line for people: what the tool is doing. Control characters are removed by the runner. */
  | { readonly type: 'log'; readonly line: string };

/**
 * How a run ended, judged from what the tool wrote: an exit code alone proves nothing. `succeeded` states that all families
 * in `coverage` with status `ran` were checked in full.
 */
export interface ToolVerdict {
  readonly outcome: 'succeeded' | 'partial' | 'failed' | 'timed_out' | 'skipped';
  /** In words for the user; required unless the run succeeded. */
  readonly reason?: string;
  readonly coverage: readonly Coverage[];
}

/**
 * Reads one run's output as it comes. Pure: no clock, no files, no network. Never throws on hostile input: what cannot be
 * read ends in the verdict's reason.
 */
export interface ToolParser {
  /** Takes the next piece of a stream, decoded as UTF-8 and cut anywhere; `report` comes after the process has ended. */
  write(stream: OutputStream, text: string): Iterable<ToolEvent>;
  /** Called once, after the last piece. */
  end(exit: ProcessExit): ToolEnd;
}

export interface ToolEnd {
  readonly events: readonly ToolEvent[];
  readonly verdict: ToolVerdict;
}

/** How to find out whether a program is installed, and in which version. */
export interface VersionProbe {
  readonly argv: readonly string[];
  /** Returns the version found in what the program printed, or undefined when it is not the program we mean. */
  parse(output: string): string | undefined;
}

/** How a user gets the program. */
export interface InstallHint {
  readonly debian?: string;
  readonly macos?: string;
  readonly other: string;
}

/** A scanner that is a program of its own. `command` and `parser` are pure; only the process runner spawns. */
export interface ExternalTool {
  readonly kind: 'external';
  readonly manifest: ToolManifest;
  readonly version: VersionProbe;
  readonly install: InstallHint;
  command(request: ToolRunRequest, paths: RunPaths): CommandSpec;
  parser(request: ToolRunRequest): ToolParser;
}

/**
 * A scanner built into Parallax. `collect` does the network part and yields lines of JSON, the probe's raw output, kept as
 * an artefact like any tool's; the parser turns them into events, so that a better parser can read old artefacts again.
 */
export interface ProbeTool {
  readonly kind: 'probe';
  readonly manifest: ToolManifest;
  /** Raised when the lines that `collect` yields change. */
  readonly version: string;
  /**
   * Yields one JSON text a line, without line ends. Ends soon after `signal` aborts, with every socket closed.
   * An unreachable target is a line that says so, not an exception.
   */
  collect(request: ToolRunRequest, signal: AbortSignal): AsyncIterable<string>;
  parser(request: ToolRunRequest): ToolParser;
}

export type Tool = ExternalTool | ProbeTool;
