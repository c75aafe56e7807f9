import { isIP } from 'node:net';
import { type CertificateFacts } from './certificate-facts.js';
import { type TlsFinding } from './tls-finding.js';
import { type TlsLineOf } from './tls.schema.js';

/** What the certificates are judged against. */
export interface CertificateContext {
  /** The collector's clock. */
  readonly observedAt: Date;
  /** Name or address that was scanned. */
  readonly host: string;
  /** What is known of the chain's trust; undefined when the collector was ended before. */
  readonly trust: TlsLineOf<'trust'> | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const SOON_DAYS = 30;
/** The longest validity that browsers accept of certificates issued since September 2020. */
const LONGEST_DAYS = 398;
/** Verdicts that look at dates and hide whether the authority is trusted. */
const DATE_ERRORS: readonly string[] = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

/** Findings of one chain, the server's own certificate first. Weak signatures and keys count in the whole chain. */
export function certificateFindings(chain: readonly CertificateFacts[], context: CertificateContext): TlsFinding[] {
  const [own] = chain;
  if (own === undefined) return [];
  return [
    ...dateFindings(own, context.observedAt),
    ...trustFindings(own, chain.length, context),
    ...nameFindings(own, context.host),
    ...chain.filter((certificate) => certificate === own || !certificate.selfSigned).flatMap(strengthFindings),
  ];
}

function dateFindings(own: CertificateFacts, observedAt: Date): TlsFinding[] {
  const days = (own.validTo.getTime() - observedAt.getTime()) / DAY_MS;
  if (days < 0) return [finding('expired', own, `valid until ${own.validTo.toISOString()}`)];
  if (own.validFrom > observedAt) return [finding('not-yet-valid', own, `valid from ${own.validFrom.toISOString()}`)];
  const soon = days <= SOON_DAYS ? [finding('expires-soon', own, `valid until ${own.validTo.toISOString()}`)] : [];
  return [...soon, ...longValidity(own)];
}

/** A certificate that is its own authority lives as long as it likes. */
function longValidity(own: CertificateFacts): TlsFinding[] {
  const days = Math.round((own.validTo.getTime() - own.validFrom.getTime()) / DAY_MS);
  return own.selfSigned || days <= LONGEST_DAYS ? [] : [finding('long-validity', own, `valid for ${days} days`)];
}

function trustFindings(own: CertificateFacts, length: number, context: CertificateContext): TlsFinding[] {
  if (own.selfSigned) return [finding('self-signed', own, 'subject and issuer are the same and its own key signed it')];
  const doubt = context.trust === undefined ? undefined : doubtOf(context.trust, own, context.observedAt);
  if (doubt === undefined) return [];
  const sent = length === 1 ? 'one certificate' : `${length} certificates`;
  return [finding('untrusted', own, `${doubt}; the server sent ${sent}`)];
}

function doubtOf(trust: TlsLineOf<'trust'>, own: CertificateFacts, observedAt: Date): string | undefined {
  const undated = trust.handshake === 'failed' || (isDateError(trust.error) && isOutOfDate(own, observedAt));
  if (undated) return trust.anchored ? undefined : 'the chain does not lead to a known authority';
  return trust.error;
}

function isDateError(error: string | undefined): boolean {
  return error !== undefined && DATE_ERRORS.includes(error);
}

function isOutOfDate(own: CertificateFacts, observedAt: Date): boolean {
  return own.validTo < observedAt || own.validFrom > observedAt;
}

function nameFindings(own: CertificateFacts, host: string): TlsFinding[] {
  const names = own.x509.subjectAltName;
  const missing = names === undefined ? [finding('san-missing', own, 'no subjectAltName extension')] : [];
  if (matches(own, host)) return missing;
  return [...missing, finding('hostname-mismatch', own, `${host} is not among ${names ?? own.subject}`)];
}

/**
 * Whether the certificate fits what was scanned. An address is compared only with certificates that hold addresses: who
 * scans by address has not said by which name the service is used.
 */
function matches({ x509 }: CertificateFacts, host: string): boolean {
  if (isIP(host) === 0) return x509.checkHost(host.replace(/\.$/, '')) !== undefined;
  return !/IP Address:/.test(x509.subjectAltName ?? '') || x509.checkIP(host) !== undefined;
}

function strengthFindings(certificate: CertificateFacts): TlsFinding[] {
  const { weakSignature, smallKey } = certificate;
  return [
    ...(weakSignature === undefined ? [] : [finding('weak-signature', certificate, `signed with ${weakSignature}`)]),
    ...(smallKey === undefined ? [] : [finding('small-key', certificate, smallKey)]),
  ];
}

function finding(name: string, certificate: CertificateFacts, proof: string): TlsFinding {
  const { subject, issuer, x509 } = certificate;
  return {
    weakness: `tls.certificate.${name}`,
    rule: `certificate-${name}`,
    evidence: `${proof}\nsubject ${subject}\nissuer ${issuer}\nserial ${x509.serialNumber}`,
  };
}
