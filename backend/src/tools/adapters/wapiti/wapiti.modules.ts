import { type CheckFamily } from '../../../findings/coverage.js';
import { type Profile } from '../../tool-adapter.js';

export const WAPITI_FAMILIES = [
  'http.headers',
  'http.cookies',
  'http.vulnerabilities',
] as const satisfies readonly CheckFamily[];

export type WapitiFamily = (typeof WAPITI_FAMILIES)[number];

/** Modules that read what a server sends anyway. */
const WATCHING: readonly (readonly [string, WapitiFamily])[] = [
  ['csp', 'http.headers'],
  ['http_headers', 'http.headers'],
  ['cookieflags', 'http.cookies'],
];

/** Modules that put attacks into parameters. */
const INJECTING = ['crlf', 'redirect', 'xss', 'sql', 'exec', 'file'];
const INJECTING_SLOWLY = [...INJECTING, 'blindsql', 'shellshock'];

/**
 * What a profile runs, in the words of `-m`. Attacks go into GET requests only: what is posted changes things. Left out are
 * those that guess passwords, ask third parties (ssrf, xxe), download lists (wapp, nikto), or repeat what ffuf does (buster,
 * backup).
 */
export function modulesOf(profile: Profile): readonly string[] {
  return [...WATCHING.map(([module]) => module), ...attacksOf(profile).map((module) => `${module}:get`)];
}

/** The attacks of a profile, by name. */
export function attacksOf(profile: Profile): readonly string[] {
  if (profile === 'quick') return [];
  return profile === 'standard' ? INJECTING : INJECTING_SLOWLY;
}

/** The family that a module works for. */
export function familyOf(module: string): WapitiFamily {
  return WATCHING.find(([name]) => name === module)?.[1] ?? 'http.vulnerabilities';
}
