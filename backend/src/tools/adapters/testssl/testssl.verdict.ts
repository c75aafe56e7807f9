import { type Coverage } from '../../../findings/coverage.js';
import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type Profile, type ToolVerdict } from '../../tool-adapter.js';
import { type ReportReader } from './report-reader.js';
import { FAMILIES, TESTSSL_PROFILES, type TestsslFamily } from './testssl.profiles.js';
import { familyOf } from './testssl.rules.js';

/** Entries that a report holds when a family was examined, whatever was found. */
const EXPECTED: Readonly<Record<TestsslFamily, readonly string[]>> = {
  'tls.protocols': ['SSLv2', 'SSLv3', 'TLS1', 'TLS1_1', 'TLS1_2', 'TLS1_3'],
  'tls.ciphers': [
    'cipherlist_NULL',
    'cipherlist_aNULL',
    'cipherlist_EXPORT',
    'cipherlist_STRONG',
    'PFS',
    'cipher_order',
  ],
  'tls.certificate': ['cert_signatureAlgorithm', 'cert_keySize', 'cert_chain_of_trust', 'cert_expirationStatus'],
  'tls.vulnerabilities': ['heartbleed', 'CCS', 'ROBOT', 'POODLE_SSL', 'SWEET32', 'FREAK', 'DROWN', 'LOGJAM', 'LUCKY13'],
};

/** What is never examined in full, whatever the report says. */
const LIMITS: Readonly<Partial<Record<TestsslFamily, (profile: Profile) => string | undefined>>> = {
  'tls.ciphers': (profile) =>
    profile === 'deep' ? undefined : `the ${profile} profile tries suites by kind, not one by one`,
  'tls.vulnerabilities': () => 'FREAK and Logjam are tried only with the suites that its OpenSSL still has',
};

export interface VerdictContext {
  readonly endpoint: Endpoint;
  readonly profile: Profile;
  readonly exit: ProcessExit;
  /** Last words of the program outside of its report. */
  readonly lastWords: string;
}

/** Why nothing in a report may be believed: there was no TLS to examine. Undefined when there was. */
export function whyNothing(report: ReportReader): string | undefined {
  const fatal = report.entries.find(({ severity }) => severity === 'FATAL');
  if (fatal !== undefined) return `testssl.sh reports: ${fatal.finding}`;
  const doubt = report.find('optimal_proto');
  if (doubt?.severity === 'WARN') return `testssl.sh reports: ${doubt.finding}`;
  return undefined;
}

/** How a run ended, judged from its report: the exit code counts doubtful checks, and says nothing else below 240. */
export function testsslVerdict(report: ReportReader, context: VerdictContext): ToolVerdict {
  const nothing = whyNothing(report);
  if (nothing !== undefined) return learntNothing({ status: 'failed', reason: nothing }, context);
  const cut = report.complete ? undefined : cutOf(context);
  if (cut !== undefined && !report.entries.some(({ id }) => familyOf(id) !== undefined))
    return learntNothing(cut, context);

  const coverage = FAMILIES.map((family) => reachOf(family, report, context, cut));
  if (cut !== undefined) return { outcome: outcomeOf(cut, 'something'), reason: cut.reason, coverage };
  const gaps = TESTSSL_PROFILES[context.profile].examines.flatMap((family) => gapsIn(family, report));
  if (gaps.length > 0) return { outcome: 'partial', reason: gaps.join('; '), coverage };
  return { outcome: 'succeeded', coverage };
}

function reachOf(
  family: TestsslFamily,
  report: ReportReader,
  { endpoint, profile }: VerdictContext,
  cut: CutShort | undefined,
): Coverage {
  if (!TESTSSL_PROFILES[profile].examines.includes(family)) {
    return { family, endpoint, status: 'skipped', reason: `the ${profile} profile leaves this out` };
  }
  const gaps = gapsIn(family, report);
  // in a report that is cut, only the protocols are certainly settled once all of them are there
  if (cut !== undefined && (gaps.length > 0 || family !== 'tls.protocols')) return { family, endpoint, ...cut };
  const limit = LIMITS[family]?.(profile);
  const reasons = [...gaps, ...(limit === undefined ? [] : [limit])];
  if (reasons.length === 0) return { family, endpoint, status: 'ran' };
  return { family, endpoint, status: 'partial', reason: reasons.join('; ') };
}

function gapsIn(family: TestsslFamily, report: ReportReader): string[] {
  const missing = EXPECTED[family].filter((id) => !report.entries.some((entry) => idOf(entry.id) === id));
  const doubtful = report.entries.filter(
    ({ id, severity }) => severity === 'WARN' && familyOf(id) === family && EXPECTED[family].includes(idOf(id)),
  );
  return [
    ...(missing.length > 0 ? [`nothing is said of ${missing.join(', ')}`] : []),
    ...doubtful.map(({ id, finding }) => `${id}: ${finding}`),
  ];
}

/** `cert_keySize <cert#2>` is about one of several certificates; newer versions write FS for PFS. */
function idOf(id: string): string {
  const plain = id.replace(/ <.*$/, '');
  return plain === 'FS' ? 'PFS' : plain;
}

function learntNothing(cut: CutShort, { endpoint }: VerdictContext): ToolVerdict {
  return { outcome: outcomeOf(cut, 'nothing'), reason: cut.reason, coverage: coverageOf(FAMILIES, cut, endpoint) };
}

function cutOf({ exit, lastWords }: VerdictContext): CutShort {
  const said = lastWords === '' ? '' : `; it printed: ${lastWords}`;
  return cutShortBy(exit) ?? { status: 'failed', reason: `the report of testssl.sh ends before its last line${said}` };
}
