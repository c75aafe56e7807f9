import { judgeCertificate, readPem, type ReportedCertificate } from '../../reported-certificate.js';
import { childOf, type XmlElement } from '../../xml-reader.js';
import { textOf, type SslscanElements } from './sslscan-facts.js';
import { type SslscanFinding } from './sslscan-finding.js';

/** What the certificates came to, and what kept us from judging them. */
export interface CertificateResult {
  readonly findings: readonly SslscanFinding[];
  readonly gaps: readonly string[];
}

/**
 * Judges the certificates. The short form is the one to read: the full form repeats bytes of the serial number and prefixes
 * of the algorithm; only its PEM block is used.
 */
export function certificateResult(facts: SslscanElements, host: string): CertificateResult {
  const short = ofType(facts, 'short');
  const full = ofType(facts, 'full');
  const certificates = short.map((element, position) => reported(element, pemOf(full[position])));
  const findings = certificates.flatMap((certificate) => findingsOf(certificate, host));
  return { findings: joined(findings), gaps: gapsOf(certificates) };
}

/** Versions before 2 have one form only. */
function ofType(facts: SslscanElements, type: string): readonly XmlElement[] {
  return facts.all('certificate').filter(({ attributes }) => (attributes.get('type') ?? 'short') === type);
}

function pemOf(full: XmlElement | undefined): string | undefined {
  return full === undefined ? undefined : textOf(full, 'certificate-blob');
}

function reported(short: XmlElement, pem: string | undefined): ReportedCertificate {
  const key = childOf(short, 'pk')?.attributes;
  const bits = Number(key?.get('bits'));
  const [validFrom, validTo] = [dateOf(short, 'not-valid-before'), dateOf(short, 'not-valid-after')];
  const [expired, signatureAlgorithm] = [textOf(short, 'expired'), textOf(short, 'signature-algorithm')];
  return {
    subject: textOf(short, 'subject') ?? '',
    issuer: textOf(short, 'issuer') ?? '',
    selfSigned: textOf(short, 'self-signed') === 'true',
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    ...(expired === undefined ? {} : { expired: expired === 'true' }),
    ...(signatureAlgorithm === undefined ? {} : { signatureAlgorithm }),
    ...(key?.get('type') === undefined ? {} : { keyType: key.get('type') ?? '' }),
    ...(Number.isFinite(bits) && bits > 0 ? { keyBits: bits } : {}),
    ...(pem === undefined ? {} : { pem }),
  };
}

function dateOf(short: XmlElement, name: string): Date | undefined {
  const date = new Date(textOf(short, name) ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function findingsOf(certificate: ReportedCertificate, host: string): SslscanFinding[] {
  const { subject, issuer } = certificate;
  return judgeCertificate(certificate, { host }).map(({ weakness, proof }) => ({
    weakness,
    rule: weakness.replace('tls.certificate.', 'certificate '),
    evidence: `${proof}\nsubject ${subject}\nissuer ${issuer}`,
  }));
}

function joined(findings: readonly SslscanFinding[]): SslscanFinding[] {
  const byWeakness = new Map<string, SslscanFinding>();
  for (const finding of findings) {
    const earlier = byWeakness.get(finding.weakness);
    const evidence = earlier === undefined ? finding.evidence : `${earlier.evidence}\n\n${finding.evidence}`;
    byWeakness.set(finding.weakness, { ...finding, evidence });
  }
  return [...byWeakness.values()];
}

function gapsOf(certificates: readonly ReportedCertificate[]): string[] {
  if (certificates.length === 0) return ['the report shows no certificate'];
  const unread = certificates.some(({ pem }) => readPem(pem) === undefined);
  return unread ? ['a certificate could not be read, so its names were not compared'] : [];
}
