import type { CheckFamily } from './coverage.js';
import type { Severity } from './severity.js';

/** One entry of the weakness catalogue: what is wrong, independent of the tool that says so. */
export interface Weakness {
  /** Dotted key, lower case; a version or CVE keeps its own spelling. Never renamed once released: fingerprints hold it. */
  readonly key: string;
  readonly title: string;
  readonly severity: Severity;
  readonly family: CheckFamily;
  readonly cwe: readonly number[];
  readonly description: string;
  readonly remediation: string;
  readonly references?: readonly string[];
}
