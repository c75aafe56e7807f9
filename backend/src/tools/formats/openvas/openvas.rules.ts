import { type Severity } from '../../../findings/severity.js';
import { severityOfScore } from '../../report-reading/cvss-severity.js';

/** Tests that mean what an entry of the catalogue means, by their names: numbers differ between feeds. First match counts. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/^SSL\/TLS: Deprecated SSLv2/i, 'tls.protocol.ssl3'],
  [/^SSL\/TLS: Deprecated TLSv1\.0/i, 'tls.protocol.tls1_0'],
  [/^SSL\/TLS: (?:Server |)Certificate Expired/i, 'tls.certificate.expired'],
  [/^SSL\/TLS: Certificate Signed Using A Weak Signature/i, 'tls.certificate.weak-signature'],
  [/^SSL\/TLS: Certificate (?:in chain |)with RSA keys? (?:less|smaller) than/i, 'tls.certificate.small-key'],
  [/^SSL\/TLS: Diffie-Hellman Key Exchange Insufficient/i, 'tls.dh.weak'],
  [/^SSL\/TLS: Report Vulnerable Cipher Suites/i, 'tls.vulnerability.sweet32'],
  [/^SSL\/TLS: SSLv3 Protocol CBC .{0,60}POODLE/i, 'tls.vulnerability.poodle'],
  [/^SSL\/TLS: OpenSSL TLS 'heartbeat' Extension/i, 'tls.vulnerability.heartbleed'],
  [/^SSL\/TLS: OpenSSL CCS/i, 'tls.vulnerability.ccs-injection'],
  [/^SSL\/TLS: (?:RSA Temporary Key Handling|.{0,40}FREAK)/i, 'tls.vulnerability.freak'],
  [/^SSL\/TLS: .{0,60}LogJam/i, 'tls.vulnerability.logjam'],
  [/^SSL\/TLS: HTTP Strict Transport Security \(HSTS\) Missing/i, 'http.header.hsts.missing'],
  [/^Weak Encryption Algorithm\(s\) Supported \(SSH\)/i, 'ssh.cipher.weak'],
  [/^Weak MAC Algorithm\(s\) Supported \(SSH\)/i, 'ssh.mac.weak'],
  [/^Weak Key Exchange \(KEX\) Algorithm\(s\) Supported \(SSH\)/i, 'ssh.kex.weak'],
  [/^Weak Host Key Algorithm\(s\) \(SSH\)/i, 'ssh.hostkey.weak'],
  [/^Telnet Unencrypted Cleartext Login/i, 'net.cleartext.telnet'],
  [/^FTP Unencrypted Cleartext Login/i, 'net.cleartext.ftp'],
  [/^Anonymous FTP Login Reporting/i, 'ftp.anonymous'],
  [/^Services?$|^Service Detection with/i, 'net.service'],
];

export function weaknessOf(name: string): string | undefined {
  return MEANINGS.find(([pattern]) => pattern.test(name))?.[1];
}

const WORDS: ReadonlyMap<string, Severity> = new Map(
  Object.entries({
    critical: 'critical',
    high: 'high',
    medium: 'medium',
    low: 'low',
    log: 'info',
    info: 'info',
    none: 'info',
    debug: 'info',
    alarm: 'high',
  }),
);

/** As the report grades: its word, or else its CVSS score. */
export function severityOf(word: string, score: string): Severity {
  return WORDS.get(word.trim().toLowerCase()) ?? severityOfScore(Number(score));
}
