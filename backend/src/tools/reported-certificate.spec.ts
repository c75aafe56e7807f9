import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeCertificate, readPem, type ReportedCertificate } from './reported-certificate.js';

const AT = new Date('2026-06-01T00:00:00Z');
/** For weak.test, self-signed, RSA-1024, valid in the year 2020. */
const PEM = readFileSync(join(import.meta.dirname, 'fixtures/weak-test.pem'), 'utf8');

const good: ReportedCertificate = {
  subject: 'CN=good.test',
  issuer: 'CN=An authority',
  selfSigned: false,
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validTo: new Date('2027-01-01T00:00:00Z'),
  signatureAlgorithm: 'sha256WithRSAEncryption',
  keyType: 'rsa',
  keyBits: 2048,
};

function weaknessesOf(change: Partial<ReportedCertificate>, host = 'good.test'): string[] {
  const judged = judgeCertificate({ ...good, ...change }, { host, seenAt: AT });
  return judged.map(({ weakness }) => weakness.replace('tls.certificate.', ''));
}

describe(judgeCertificate.name, () => {
  it('finds nothing wrong with a good certificate', () => {
    expect(weaknessesOf({})).toEqual([]);
  });

  it.each<readonly [string, Partial<ReportedCertificate>]>([
    ['expired', { validTo: new Date('2026-05-31T23:59:59Z') }],
    ['expired', { expired: true }],
    ['expires-soon', { validTo: new Date('2026-06-30T00:00:00Z') }],
    ['not-yet-valid', { validFrom: new Date('2026-06-02T00:00:00Z') }],
    ['long-validity', { validTo: new Date('2028-01-01T00:00:00Z') }],
    ['self-signed', { selfSigned: true }],
    ['weak-signature', { signatureAlgorithm: 'sha1WithRSAEncryption' }],
    ['weak-signature', { signatureAlgorithm: 'ecdsa-with-SHA1' }],
    ['weak-signature', { signatureAlgorithm: 'md5WithRSAEncryption' }],
    ['small-key', { keyBits: 1024 }],
    ['small-key', { keyType: 'ec', keyBits: 192 }],
  ])('reports %s for %o', (weakness, change) => {
    expect(weaknessesOf(change)).toEqual([weakness]);
  });

  it.each<Partial<ReportedCertificate>>([
    { keyType: 'ec', keyBits: 256 },
    { signatureAlgorithm: 'sha512WithRSAEncryption' },
    { selfSigned: false, validTo: new Date('2027-02-03T00:00:00Z') },
  ])('finds nothing wrong with %o', (change) => {
    expect(weaknessesOf(change)).toEqual([]);
  });

  it('does not guess about time when the tool does not say when it looked', () => {
    const judged = judgeCertificate({ ...good, validTo: new Date('2026-01-02T00:00:00Z') }, { host: 'good.test' });

    expect(judged).toEqual([]);
  });

  it("compares the name that was scanned with the certificate's names", () => {
    expect(weaknessesOf({ pem: PEM }, 'weak.test')).toEqual([]);
    expect(weaknessesOf({ pem: PEM }, 'weak.test.')).toEqual([]);
    expect(weaknessesOf({ pem: PEM }, 'other.test')).toEqual(['hostname-mismatch']);
  });

  it('does not compare an address with a certificate that holds none', () => {
    expect(weaknessesOf({ pem: PEM }, '127.0.0.1')).toEqual([]);
  });

  it('compares nothing with what is no certificate', () => {
    expect(readPem('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBeUndefined();
    expect(weaknessesOf({ pem: 'nonsense' }, 'other.test')).toEqual([]);
  });
});
