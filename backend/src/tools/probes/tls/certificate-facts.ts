import { X509Certificate } from 'node:crypto';
import { signatureStrengthOf } from './der-signature.js';

/** One certificate of a chain, read. */
export interface CertificateFacts {
  readonly x509: X509Certificate;
  /** Subject and issuer on one line each. */
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly selfSigned: boolean;
  /** Name of the signature algorithm when its hash is broken. */
  readonly weakSignature?: string;
  /** Kind and size of the key in words when it is too small, e.g. `RSA 1024 bits`. */
  readonly smallKey?: string;
}

const RSA_BITS_WANTED = 2048;
const EC_BITS_WANTED = 224;
const CURVE_BITS: ReadonlyMap<string, number> = new Map(
  Object.entries({ prime256v1: 256, prime192v1: 192, secp112r1: 112 }),
);

/** Reads a DER certificate; undefined when it is none or holds dates that are none. */
export function readCertificate(der: Buffer): CertificateFacts | undefined {
  const x509 = parsed(der);
  const signature = signatureStrengthOf(der);
  if (x509 === undefined || signature === undefined) return undefined;
  const [validFrom, validTo] = [new Date(x509.validFrom), new Date(x509.validTo)];
  if (Number.isNaN(validFrom.getTime()) || Number.isNaN(validTo.getTime())) return undefined;
  const smallKey = smallKeyOf(x509);
  return {
    x509,
    subject: oneLine(x509.subject),
    issuer: oneLine(x509.issuer),
    validFrom,
    validTo,
    selfSigned: isSelfSigned(x509),
    ...(signature.weak === undefined ? {} : { weakSignature: signature.weak }),
    ...(smallKey === undefined ? {} : { smallKey }),
  };
}

function parsed(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined; // a server may send anything as its certificate
  }
}

function isSelfSigned(x509: X509Certificate): boolean {
  if (x509.subject !== x509.issuer) return false;
  try {
    return x509.verify(x509.publicKey);
  } catch {
    return true; // a key that this OpenSSL cannot use: the names have to do
  }
}

function smallKeyOf(x509: X509Certificate): string | undefined {
  const key = keyOf(x509);
  if (key === undefined) return undefined;
  const { modulusLength, namedCurve } = key.details;
  if (modulusLength !== undefined && modulusLength < RSA_BITS_WANTED) {
    return `${key.kind.toUpperCase()} ${modulusLength} bits`;
  }
  const bits = namedCurve === undefined ? undefined : (CURVE_BITS.get(namedCurve) ?? digitsOf(namedCurve));
  return bits !== undefined && bits < EC_BITS_WANTED ? `EC ${bits} bits (${String(namedCurve)})` : undefined;
}

function keyOf(
  x509: X509Certificate,
): { kind: string; details: { modulusLength?: number; namedCurve?: string } } | undefined {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = x509.publicKey;
    return { kind: asymmetricKeyType ?? '', details: asymmetricKeyDetails ?? {} };
  } catch {
    return undefined; // a key of a kind that this OpenSSL does not know
  }
}

/** The size that a curve's name carries, e.g. 160 for `secp160r1` and `brainpoolP160r1`. */
function digitsOf(curve: string): number | undefined {
  const digits = /\d{3}/.exec(curve);
  return digits === null ? undefined : Number(digits[0]);
}

function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ');
}
