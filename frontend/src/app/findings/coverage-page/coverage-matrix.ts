import { type Coverage } from '../../api/generated/model/coverage';

/** What one tool says of a check. */
export interface CoverageVoice {
  readonly runId: string;
  readonly tool: string;
  readonly status: string;
  readonly reason?: string;
}

/** One family of checks on one endpoint: proven as soon as one tool has checked it in full. */
export interface CoverageRow {
  readonly family: string;
  readonly proven: boolean;
  readonly voices: readonly CoverageVoice[];
}

export interface CoverageGroup {
  readonly endpoint: string;
  readonly rows: readonly CoverageRow[];
  readonly provenCount: number;
  /** How many checks there are, shown or not. */
  readonly total: number;
}

/** Groups what the runs of a scan say of their checks by endpoint and family, what is unknown first. */
export function coverageMatrix(coverage: readonly Coverage[]): readonly CoverageGroup[] {
  const endpoints = new Map<string, Map<string, CoverageVoice[]>>();
  for (const { endpoint, family, runId, tool, status, reason } of coverage) {
    const families = endpoints.get(endpoint.label) ?? new Map<string, CoverageVoice[]>();
    const voice = { runId, tool, status, ...(reason === undefined ? {} : { reason }) };
    families.set(family, [...(families.get(family) ?? []), voice]);
    endpoints.set(endpoint.label, families);
  }
  return [...endpoints].map(([endpoint, families]) => groupOf(endpoint, families));
}

function groupOf(endpoint: string, families: ReadonlyMap<string, readonly CoverageVoice[]>): CoverageGroup {
  const rows = [...families]
    .map(([family, voices]) => ({ family, voices, proven: voices.some(({ status }) => status === 'ran') }))
    .sort((first, second) => Number(first.proven) - Number(second.proven) || first.family.localeCompare(second.family));
  return { endpoint, rows, provenCount: rows.filter(({ proven }) => proven).length, total: rows.length };
}

/** The same without the checks that are proven, and without endpoints where all are. */
export function onlyUnknown(groups: readonly CoverageGroup[]): readonly CoverageGroup[] {
  return groups
    .map((group) => ({ ...group, rows: group.rows.filter(({ proven }) => !proven) }))
    .filter(({ rows }) => rows.length > 0);
}

const FAMILY_WORDS: Readonly<Record<string, string>> = {
  'net.ports': 'Open ports',
  'net.services': 'Services behind the ports',
  'net.vulnerabilities': 'Known vulnerabilities of services',
  'ssh.algorithms': 'SSH algorithms',
  'tls.protocols': 'TLS versions',
  'tls.ciphers': 'TLS ciphers',
  'tls.certificate': 'TLS certificate',
  'tls.vulnerabilities': 'Known TLS attacks',
  'http.headers': 'Security headers',
  'http.cookies': 'Cookies',
  'http.cors': 'Cross-origin access',
  'http.files': 'Exposed files',
  'http.paths': 'Hidden paths',
  'http.technology': 'Web technology',
  'http.vulnerabilities': 'Known web vulnerabilities',
  'dns.mail': 'Mail protection in DNS',
  'dns.caa': 'Certificate authorities in DNS',
  'dns.transfer': 'Zone transfer',
};

/** A family of checks in words. */
export function familyInWords(family: string): string {
  return FAMILY_WORDS[family] ?? family;
}
