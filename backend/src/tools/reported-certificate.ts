import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** What a tool says about the certificate of a service; what it does not say is absent. */
export interface ReportedCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly selfSigned: boolean;
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** The tool's own verdict on the validity, when it gives one. */
  readonly expired?: boolean;
  readonly signatureAlgorithm?: string;
  readonly keyType?: string;
  readonly keyBits?: number;
  /** The certificate itself; names can be compared only with it. */
  readonly pem?: string;
}

export interface CertificateWeakness {
  /** Key of the weakness catalogue. */
  readonly weakness: string;
  /** What is wrong, in words that carry the certificate's own values. */
  readonly proof: string;
}

/** What a certificate is judged against. */
export interface CertificateMeasure {
  /** Name or address that was scanned. */
  readonly host: string;
  /** When the tool saw the certificate; absent when the tool does not say. */
  readonly seenAt?: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const SOON_DAYS = 30;
/** The longest validity that browsers accept of certificates issued since September 2020. */
const LONGEST_DAYS = 398;
const RSA_BITS_WANTED = 2048;
const EC_BITS_WANTED = 224;

/** The weaknesses of a certificate that follow from what a tool reported. */
export function judgeCertificate(certificate: ReportedCertificate, measure: CertificateMeasure): CertificateWeakness[] {
  return [
    ...validityWeaknesses(certificate, measure.seenAt),
    ...(certificate.selfSigned
      ? [weakness('self-signed', `subject and issuer are both ${certificate.subject || 'empty'}`)]
      : []),
    ...signatureWeaknesses(certificate),
    ...keyWeaknesses(certificate),
    ...nameWeaknesses(certificate, measure.host),
  ];
}

/** Reads a PEM certificate; undefined when it is none. */
export function readPem(pem: string | undefined): X509Certificate | undefined {
  if (pem === undefined) return undefined;
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined; // what a server sends as its certificate need not be one
  }
}

function validityWeaknesses(certificate: ReportedCertificate, seenAt: Date | undefined): CertificateWeakness[] {
  const { validFrom, validTo } = certificate;
  const until = `valid until ${validTo?.toISOString() ?? 'a date in the past'}`;
  if (certificate.expired ?? isBefore(validTo, seenAt)) return [weakness('expired', until)];
  if (isBefore(seenAt, validFrom)) {
    return [weakness('not-yet-valid', `valid from ${validFrom?.toISOString() ?? 'a date to come'}`)];
  }
  const soon = seenAt !== undefined && isBefore(validTo, new Date(seenAt.getTime() + SOON_DAYS * DAY_MS));
  return [...(soon ? [weakness('expires-soon', until)] : []), ...longValidity(certificate)];
}

/** A certificate that is its own authority lives as long as it likes. */
function longValidity({ validFrom, validTo, selfSigned }: ReportedCertificate): CertificateWeakness[] {
  if (validFrom === undefined || validTo === undefined || selfSigned) return [];
  const days = Math.round((validTo.getTime() - validFrom.getTime()) / DAY_MS);
  return days > LONGEST_DAYS ? [weakness('long-validity', `valid for ${days} days`)] : [];
}

function signatureWeaknesses({ signatureAlgorithm = '' }: ReportedCertificate): CertificateWeakness[] {
  const isWeak = /md[245]|sha-?1(?!\d)/i.test(signatureAlgorithm) || /^dsaWithSHA$/i.test(signatureAlgorithm);
  return isWeak ? [weakness('weak-signature', `signed with ${signatureAlgorithm}`)] : [];
}

function keyWeaknesses({ keyType = '', keyBits }: ReportedCertificate): CertificateWeakness[] {
  if (keyBits === undefined) return [];
  const wanted = /^(?:rsa|dsa)/i.test(keyType) ? RSA_BITS_WANTED : /^ec/i.test(keyType) ? EC_BITS_WANTED : 0;
  return keyBits < wanted ? [weakness('small-key', `${keyType.toUpperCase()} ${keyBits} bits`)] : [];
}

function nameWeaknesses({ pem }: ReportedCertificate, host: string): CertificateWeakness[] {
  const x509 = readPem(pem);
  if (x509 === undefined) return [];
  const names = x509.subjectAltName;
  const missing = names === undefined ? [weakness('san-missing', 'no subjectAltName extension')] : [];
  if (matches(x509, host)) return missing;
  return [...missing, weakness('hostname-mismatch', `${host} is not among ${names ?? x509.subject}`)];
}

/** An address is compared only with certificates that hold addresses: who scans by address has named no service. */
function matches(x509: X509Certificate, host: string): boolean {
  if (isIP(host) === 0) return x509.checkHost(host.replace(/\.$/, '')) !== undefined;
  return !(x509.subjectAltName ?? '').includes('IP Address:') || x509.checkIP(host) !== undefined;
}

function isBefore(first: Date | undefined, second: Date | undefined): boolean {
  return first !== undefined && second !== undefined && first < second;
}

function weakness(name: string, proof: string): CertificateWeakness {
  return { weakness: `tls.certificate.${name}`, proof };
}
