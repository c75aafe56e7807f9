import type { Endpoint } from '../targets/endpoint.js';

/** The families of checks that a tool can cover. A finding's absence means something only where its family ran. */
export const CHECK_FAMILIES = [
  'net.ports',
  'net.services',
  'net.vulnerabilities',
  'ssh.algorithms',
  'tls.protocols',
  'tls.ciphers',
  'tls.certificate',
  'tls.vulnerabilities',
  'http.headers',
  'http.cookies',
  'http.cors',
  'http.files',
  'http.paths',
  'http.technology',
  'http.vulnerabilities',
  'dns.mail',
  'dns.caa',
  'dns.transfer',
] as const;

export type CheckFamily = (typeof CHECK_FAMILIES)[number];

/** `ran` proves an absence; every other status leaves it unknown, with the reason in words. */
export type CoverageStatus =
  'ran' | 'partial' | 'failed' | 'timed_out' | 'cancelled' | 'blocked' | 'skipped' | 'out_of_scope' | 'not_supported';

/** What one tool run says about one check family on one endpoint. */
export interface Coverage {
  readonly family: CheckFamily;
  readonly endpoint: Endpoint;
  readonly status: CoverageStatus;
  /** Why the family did not run in full; required for every status but `ran`. */
  readonly reason?: string;
}
