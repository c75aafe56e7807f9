import { type Severity } from '../../../findings/severity.js';
import { type ObservedEndpoint } from '../../../targets/endpoint.js';
import { type Entry } from './report-reader.js';
import { type TestsslFamily } from './testssl.profiles.js';

/** What an entry stands for. */
interface Meaning {
  readonly weakness: string;
  /** For weaknesses that the catalogue does not have. */
  readonly title?: string;
  readonly severity?: Severity;
}

/** An entry that is a finding. */
export interface JudgedEntry extends Meaning {
  readonly entry: Entry;
}

/** Grades that say that something is wrong. OK and INFO are none, WARN says that the check failed. */
const BAD = new Set(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);

export function isBad({ severity }: Entry): boolean {
  return BAD.has(severity);
}

/** Names of 3.2 for what was called otherwise before. */
const RENAMED: ReadonlyMap<string, string> = new Map([['cipherlist_OBSOLETED', 'cipherlist_AVERAGE']]);

/** Entries with one meaning. */
const SIMPLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    SSLv2: 'tls.protocol.ssl2',
    SSLv3: 'tls.protocol.ssl3',
    TLS1: 'tls.protocol.tls1_0',
    TLS1_1: 'tls.protocol.tls1_1',
    TLS1_2: 'tls.protocol.tls1_2.missing',
    cipherlist_NULL: 'tls.cipher.null',
    cipherlist_aNULL: 'tls.cipher.anonymous',
    cipherlist_EXPORT: 'tls.cipher.export',
    cipherlist_3DES_IDEA: 'tls.cipher.3des',
    RC4: 'tls.cipher.rc4',
    BEAST_CBC_SSL3: 'tls.cipher.cbc-sha1',
    BEAST_CBC_TLS1: 'tls.cipher.cbc-sha1',
    PFS: 'tls.cipher.no-forward-secrecy',
    FS: 'tls.cipher.no-forward-secrecy',
    cipher_order: 'tls.cipher.order',
    cert_signatureAlgorithm: 'tls.certificate.weak-signature',
    cert_keySize: 'tls.certificate.small-key',
    cert_subjectAltName: 'tls.certificate.san-missing',
    cert_notBefore: 'tls.certificate.not-yet-valid',
    cert_validityPeriod: 'tls.certificate.long-validity',
    heartbleed: 'tls.vulnerability.heartbleed',
    CCS: 'tls.vulnerability.ccs-injection',
    ticketbleed: 'tls.vulnerability.ticketbleed',
    ROBOT: 'tls.vulnerability.robot',
    secure_renego: 'tls.vulnerability.insecure-renegotiation',
    secure_client_renego: 'tls.vulnerability.client-renegotiation',
    CRIME_TLS: 'tls.vulnerability.crime',
    BREACH: 'tls.vulnerability.breach',
    POODLE_SSL: 'tls.vulnerability.poodle',
    fallback_SCSV: 'tls.vulnerability.fallback-scsv.missing',
    SWEET32: 'tls.vulnerability.sweet32',
    FREAK: 'tls.vulnerability.freak',
    DROWN: 'tls.vulnerability.drown',
    LOGJAM: 'tls.vulnerability.logjam',
    'LOGJAM-common_primes': 'tls.vulnerability.logjam',
    BEAST: 'tls.vulnerability.beast',
    LUCKY13: 'tls.vulnerability.lucky13',
    HSTS: 'http.header.hsts.missing',
  }),
);

/** Findings of testssl's own that the catalogue has no name for. */
const OWN: ReadonlyMap<string, { readonly title: string; readonly severity: Severity }> = new Map(
  Object.entries({
    cipherlist_LOW: { title: 'Cipher suites of low strength (64 bit, DES, RC2, RC4) are accepted', severity: 'medium' },
    cipherlist_AVERAGE: { title: 'Obsolete CBC cipher suites are accepted', severity: 'info' },
    cipherlist_STRONG: { title: 'No strong (AEAD) cipher suite is accepted', severity: 'medium' },
    // authorities stopped running OCSP responders in 2025; short-lived certificates name neither
    cert_revocation: { title: 'The certificate names neither a CRL nor an OCSP responder', severity: 'info' },
    cert_serialNumberLen: { title: 'The serial number of the certificate is short', severity: 'info' },
  }),
);

/** How bad a grade is. */
export const OWN_SEVERITY: ReadonlyMap<string, Severity> = new Map(
  Object.entries({
    LOW: 'low',
    MEDIUM: 'medium',
    HIGH: 'high',
    CRITICAL: 'critical',
  }),
);

/** What the catalogue calls soon. */
const SOON_DAYS = 30;

/** Repeats what another entry of the same report says better. */
const REPEATS = new Set(['cert_notAfter', 'TLS1_3_draft']);

/** The finding that an entry stands for; undefined for one that says that all is well or that nothing is known. */
export function judge(entry: Entry, service: ObservedEndpoint): JudgedEntry | undefined {
  const meaning = meaningOf(entry, service);
  return meaning === undefined ? undefined : { entry, ...meaning };
}

function meaningOf(entry: Entry, service: ObservedEndpoint): Meaning | undefined {
  const { id, finding } = entry;
  // testssl grades this one INFO or LOW, by what else the server offers
  if (id === 'TLS1_3')
    return finding.startsWith('not offered') ? { weakness: 'tls.protocol.tls1_3.missing' } : undefined;
  if (!isBad(entry) || REPEATS.has(id)) return undefined;
  const plain = id.replace(/ <.*$/, ''); // `cert_keySize <cert#2>`: one of several certificates
  const rule = RENAMED.get(plain) ?? plain;
  const byWords = meaningByWords(rule, entry, service);
  if (byWords !== undefined) return byWords === 'nothing' ? undefined : byWords;
  const weakness = SIMPLE.get(rule);
  if (weakness !== undefined) return { weakness };
  return ownMeaning(rule, entry);
}

/** What an entry stands for by its own name. */
export function ownMeaning(rule: string, entry: Entry): JudgedEntry {
  return { entry, weakness: `testssl.${rule}`, ...(OWN.get(rule) ?? inItsWords(rule, entry)) };
}

/** Entries whose meaning depends on their words. */
function meaningByWords(rule: string, { finding }: Entry, service: ObservedEndpoint): Meaning | 'nothing' | undefined {
  switch (rule) {
    case 'cert_chain_of_trust':
      return { weakness: `tls.certificate.${/self.signed/.test(finding) ? 'self-signed' : 'untrusted'}` };
    case 'cert_expirationStatus':
      return expiry(finding);
    case 'cert_trust':
      // who scans by address has not said by which name the service is used
      return service.host !== service.address ? { weakness: 'tls.certificate.hostname-mismatch' } : 'nothing';
    case 'DH_groups':
      return { weakness: 'tls.dh.weak' };
    default:
      return undefined;
  }
}

/** testssl warns from 60 days on, "expires < 60 days (45)"; further away than 30 is no finding. */
function expiry(finding: string): Meaning | 'nothing' {
  if (finding.startsWith('expired')) return { weakness: 'tls.certificate.expired' };
  const days = Number(/\((\d+)\)/.exec(finding)?.[1] ?? 0);
  return days > SOON_DAYS ? 'nothing' : { weakness: 'tls.certificate.expires-soon' };
}

function inItsWords(rule: string, { severity, finding }: Entry): Pick<Meaning, 'title' | 'severity'> {
  return { title: `${rule}: ${finding}`.slice(0, 200), severity: OWN_SEVERITY.get(severity) ?? 'info' };
}

const PROTOCOL_ID = /^(SSLv[23]|TLS1(_[123])?|NPN|ALPN)$/;
const CIPHER_ID = /^(cipher|PFS|FS|DH_groups$|RC4$|protocol_negotiated$|supportedciphers)/;
const CERTIFICATE_ID = /^(cert|OCSP|DNS_CAA|scanProblem$)/;
const SESSION_ID =
  /^(TLS_|SSL_|sessionresumption|pre_|engine_problem$|optimal_proto$|HTTP|clientsimulation|DROWN_hint$)/;

/** The family of checks to which an entry belongs; undefined for facts that no family asks for. */
export function familyOf(id: string): TestsslFamily | undefined {
  if (PROTOCOL_ID.test(id)) return 'tls.protocols';
  if (CIPHER_ID.test(id)) return 'tls.ciphers';
  if (CERTIFICATE_ID.test(id)) return 'tls.certificate';
  return SESSION_ID.test(id) ? undefined : 'tls.vulnerabilities';
}
