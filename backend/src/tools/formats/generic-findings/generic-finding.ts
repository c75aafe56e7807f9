/** One entry of a report of generic findings, in whichever form. Texts that it does not have are empty. */
export interface GenericFinding {
  readonly title: string;
  readonly severity: string;
  /** CVSS, newest version first. */
  readonly vectors: readonly string[];
  readonly scores: readonly string[];
  readonly description: string;
  readonly mitigation: string;
  readonly fixVersion: string;
  readonly references: string;
  readonly cwe: readonly number[];
  /** CVE and other identifiers. */
  readonly vulnerabilityIds: readonly string[];
  /** The tool's name of the rule. */
  readonly rule: string;
  /** The tool's name of this very entry. */
  readonly uniqueId: string;
  readonly filePath: string;
  readonly line: string;
  readonly component: string;
  readonly parameter: string;
  /** What proves it and where it was seen, by name. */
  readonly facts: Readonly<Record<string, string>>;
  readonly isFalsePositive: boolean;
  readonly isMitigated: boolean;
  readonly isOutOfScope: boolean;
}

/**
 * Why an entry is no observation; undefined when it is one. Accepted risks, inactive entries and duplicates of others are there
 * nevertheless.
 */
export function whyNot(finding: GenericFinding): string | undefined {
  if (finding.title.trim() === '') return 'an entry without title';
  if (finding.isFalsePositive) return 'an entry that is marked as false positive';
  if (finding.isMitigated) return 'an entry that is marked as mitigated';
  return finding.isOutOfScope ? 'an entry that is marked as out of scope' : undefined;
}

/** The CVEs among the identifiers of an entry. */
export function cvesOf({ vulnerabilityIds }: GenericFinding): string[] {
  const known = vulnerabilityIds.map((id) => id.trim().toUpperCase()).filter((id) => /^CVE-\d{4}-\d{4,7}$/.test(id));
  return [...new Set(known)].slice(0, 50);
}

/** The number in `79`, `CWE-79` or `CWE-79: Cross-site scripting`; 0 when there is none. */
export function cweNumber(text: string): number {
  return Number(/\d{1,5}/.exec(text)?.[0] ?? 0);
}
