import type { ObservedEndpoint } from '../targets/endpoint.js';
import type { Severity } from './severity.js';

/**
 * What one tool run reported, as the tool said it, normalised. Text fields hold plain text taken from a hostile source:
 * they are shown as text, never as markup; secrets are masked before they get here.
 */
export interface Observation {
  /** The tool-independent name of what is wrong, from the weakness catalogue or `<tool>.<rule>` for a rule unknown to it. */
  readonly weakness: string;
  /** The tool's own name of the rule that fired, e.g. `cert_expirationStatus`. */
  readonly rule: string;
  readonly endpoint: ObservedEndpoint;
  /** Tells two findings of one weakness on one endpoint apart: a cookie's name, a CVE, a parameter. Empty when there is one only. */
  readonly discriminator?: string;
  /** Replaces the catalogue's title; required for a weakness that the catalogue does not have. */
  readonly title?: string;
  /** Replaces the catalogue's severity; required for a weakness that the catalogue does not have. */
  readonly severity?: Severity;
  /** The severity in the tool's own words, kept for "why this severity". */
  readonly toolSeverity?: string;
  /** What the tool saw, in at most a few kilobytes: the part of its output that proves the observation. */
  readonly evidence: string;
  readonly description?: string;
  readonly remediation?: string;
  readonly cwe?: readonly number[];
  readonly cve?: readonly string[];
  readonly references?: readonly string[];
}
