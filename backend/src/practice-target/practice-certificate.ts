import { createSign, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { bitString, integer, nothing, oid, sequence, setOf, text, time } from './der-writer.js';

/** A private key and its certificate, both PEM. */
export interface PracticeCertificate {
  readonly key: string;
  readonly certificate: string;
}

export const PRACTICE_COMMON_NAME = 'practice.parallax.invalid';
export const PRACTICE_VALID_FROM = new Date('2019-01-01T00:00:00Z');
export const PRACTICE_VALID_TO = new Date('2021-01-01T00:00:00Z');
const KEY_BITS = 1024;
const SHA1_WITH_RSA = '1.2.840.113549.1.1.5';
const COMMON_NAME = '2.5.4.3';

/**
 * Makes a key and a certificate with everything wrong at once: expired, 1024 bits, its own issuer, signed with SHA-1, for
 * another name and without subjectAltName. Made anew at each start, so that no private key lies in the repository.
 */
export async function makePracticeCertificate(): Promise<PracticeCertificate> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: KEY_BITS });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(selfSigned(publicKey, privateKey)),
  };
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280, 4.1); version 1, without extensions. */
function selfSigned(publicKey: KeyObject, privateKey: KeyObject): Buffer {
  const algorithm = sequence(oid(SHA1_WITH_RSA), nothing());
  const name = sequence(setOf(sequence(oid(COMMON_NAME), text(PRACTICE_COMMON_NAME))));
  const body = sequence(
    integer(Date.now()),
    algorithm,
    name,
    sequence(time(PRACTICE_VALID_FROM), time(PRACTICE_VALID_TO)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('RSA-SHA1').update(body).sign(privateKey);
  return sequence(body, algorithm, bitString(signature));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
