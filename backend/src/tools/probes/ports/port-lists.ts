import { type Profile } from '../../tool-adapter.js';
import { COMMON_PORTS, FIRST_PORTS } from './common-ports.js';
import { LAST_PORT } from './port-ranges.js';

/** Which ports are examined: `given` by the user, a `list` of common ones, or `all`. */
export type PortChoice = 'given' | 'list' | 'all';

export interface PortSelection {
  readonly choice: PortChoice;
  /** In the order in which they are tried: what others wait for comes first. */
  readonly ports: readonly number[];
}

export function selectPorts(profile: Profile, given: readonly number[] | undefined): PortSelection {
  if (given !== undefined) return { choice: 'given', ports: inOrder(new Set(given.filter(isPort))) };
  if (profile === 'deep') return { choice: 'all', ports: inOrder(new Set(allPorts())) };
  return {
    choice: 'list',
    ports: profile === 'quick' ? FIRST_PORTS : inOrder(new Set([...FIRST_PORTS, ...COMMON_PORTS])),
  };
}

/** Well-known ones first: the tools for web and TLS wait for them. */
function inOrder(ports: ReadonlySet<number>): number[] {
  const known = [...FIRST_PORTS, ...COMMON_PORTS].filter((port) => ports.has(port));
  return [...new Set([...known, ...ports])];
}

function allPorts(): number[] {
  return Array.from({ length: LAST_PORT }, (_, offset) => offset + 1);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= LAST_PORT;
}
