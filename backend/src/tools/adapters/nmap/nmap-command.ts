import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { type Profile, type ProfileSettings, type RunPaths, type ToolRunRequest } from '../../tool-adapter.js';
import { SCRIPTS } from './nmap-scripts.js';

export const PROFILES: Readonly<Record<Profile, ProfileSettings>> = {
  quick: { timeLimitSeconds: 300, expectedSeconds: 20 },
  standard: { timeLimitSeconds: 900, expectedSeconds: 40 },
  deep: { timeLimitSeconds: 3600, expectedSeconds: 120 },
};

/** nmap gives a host up this long before it would be ended, so that it can still close its report. */
const RESERVE_SECONDS = 20;
const SCRIPT_TIMEOUT_SECONDS = 60;

/** Ports of a profile when the scan is not limited to some. */
const PORTS: Readonly<Record<Profile, readonly string[]>> = {
  quick: ['--top-ports', '100'],
  standard: ['--top-ports', '1000'],
  deep: ['-p-'],
};

/** Probes with a higher rarity are left out, unless they are meant for the very port. */
const VERSION_INTENSITY: Readonly<Record<Profile, string>> = { quick: '2', standard: '5', deep: '7' };

/**
 * The command of a run. Verbose, with the report in a file: open ports then appear on stdout at once, while the report gets
 * them only when the host is finished. Always by address: a name could lead elsewhere by now.
 */
export function nmapCommand(request: ToolRunRequest, paths: RunPaths): CommandSpec {
  const { endpoint, profile, ports } = request;
  return {
    program: 'nmap',
    args: [
      ...(endpoint.address.includes(':') ? ['-6'] : []),
      ...['-n', '-Pn', '-sT', '-sV', '--version-intensity', VERSION_INTENSITY[profile], '-T4', '--unprivileged'],
      ...['-v', '--stats-every', '1s', '-oX', paths.report],
      ...['--host-timeout', `${PROFILES[profile].timeLimitSeconds - RESERVE_SECONDS}s`],
      ...['--script', SCRIPTS[profile].join(','), '--script-timeout', `${SCRIPT_TIMEOUT_SECONDS}s`],
      ...(ports === undefined || ports.length === 0 ? PORTS[profile] : ['-p', portRanges(ports)]),
      endpoint.address,
    ],
    parsed: ['stdout', 'stderr', 'report'],
  };
}

/** Ports as nmap takes them: `22,80-82,443`. */
export function portRanges(ports: readonly number[]): string {
  const sorted = [...new Set(ports)].sort((first, second) => first - second);
  const ranges: { from: number; to: number }[] = [];
  for (const port of sorted) {
    const last = ranges.at(-1);
    if (last?.to === port - 1) last.to = port;
    else ranges.push({ from: port, to: port });
  }
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}
