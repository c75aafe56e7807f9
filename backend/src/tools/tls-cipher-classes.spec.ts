import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findWeakness } from '../findings/weakness-catalogue.js';
import { weaknessesOfCipher } from './tls-cipher-classes.js';
import { cipherName } from './tls-cipher-suites.js';

const SUITE_NAMES = Array.from({ length: 0x10000 }, (_, suite) => cipherName(suite)).filter(
  (name) => name !== undefined,
);

describe('weaknessesOfCipher', () => {
  it.each([
    ['TLS_RSA_WITH_NULL_SHA256', 'NULL-SHA256', ['tls.cipher.null']],
    ['TLS_NULL_WITH_NULL_NULL', 'NULL', ['tls.cipher.null', 'tls.cipher.anonymous']],
    ['TLS_ECDH_anon_WITH_NULL_SHA', 'AECDH-NULL-SHA', ['tls.cipher.null', 'tls.cipher.anonymous']],
    ['TLS_DH_anon_WITH_AES_128_GCM_SHA256', 'ADH-AES128-GCM-SHA256', ['tls.cipher.anonymous']],
    [
      'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
      'EXP-RC4-MD5',
      ['tls.cipher.export', 'tls.cipher.rc4', 'tls.cipher.no-forward-secrecy'],
    ],
    [
      'TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA',
      'EXP-EDH-RSA-DES-CBC-SHA',
      ['tls.cipher.export', 'tls.cipher.des', 'tls.cipher.cbc-sha1'],
    ],
    [
      'TLS_RSA_EXPORT1024_WITH_RC2_CBC_56_MD5',
      'EXP1024-RC2-CBC-MD5',
      ['tls.cipher.export', 'tls.cipher.3des', 'tls.cipher.cbc-sha1', 'tls.cipher.no-forward-secrecy'],
    ],
    [
      'TLS_KRB5_EXPORT_WITH_DES_CBC_40_MD5',
      'EXP-KRB5-DES-CBC-MD5',
      ['tls.cipher.export', 'tls.cipher.des', 'tls.cipher.cbc-sha1', 'tls.cipher.no-forward-secrecy'],
    ],
    ['TLS_DHE_RSA_WITH_DES_CBC_SHA', 'EDH-RSA-DES-CBC-SHA', ['tls.cipher.des', 'tls.cipher.cbc-sha1']],
    ['TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', 'ECDHE-RSA-DES-CBC3-SHA', ['tls.cipher.3des', 'tls.cipher.cbc-sha1']],
    ['TLS_ECDHE_ECDSA_WITH_RC4_128_SHA', 'ECDHE-ECDSA-RC4-SHA', ['tls.cipher.rc4']],
    ['TLS_RSA_WITH_AES_128_CBC_SHA', 'AES128-SHA', ['tls.cipher.cbc-sha1', 'tls.cipher.no-forward-secrecy']],
    ['TLS_RSA_WITH_AES_128_CBC_SHA256', 'AES128-SHA256', ['tls.cipher.no-forward-secrecy']],
    ['TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256', 'ECDH-RSA-AES128-GCM-SHA256', ['tls.cipher.no-forward-secrecy']],
    ['TLS_GOSTR341001_WITH_28147_CNT_IMIT', 'GOST2001-GOST89-GOST89', ['tls.cipher.no-forward-secrecy']],
    ['TLS_DHE_PSK_WITH_AES_128_CCM', 'DHE-PSK-AES128-CCM', []],
    ['TLS_SRP_SHA_WITH_AES_128_CBC_SHA', 'SRP-AES-128-CBC-SHA', ['tls.cipher.cbc-sha1']],
    ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', []],
  ])('classes %s and %s alike', (registered, openSsl, weaknesses) => {
    expect(weaknessesOfCipher(registered)).toEqual(weaknesses);
    expect(weaknessesOfCipher(openSsl)).toEqual(weaknesses);
  });

  it.each([
    ['SSL_CK_RC4_128_WITH_MD5', ['tls.cipher.rc4', 'tls.cipher.no-forward-secrecy']],
    [
      'SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5',
      ['tls.cipher.export', 'tls.cipher.3des', 'tls.cipher.cbc-sha1', 'tls.cipher.no-forward-secrecy'],
    ],
    ['SSL_CK_DES_192_EDE3_CBC_WITH_MD5', ['tls.cipher.3des', 'tls.cipher.cbc-sha1', 'tls.cipher.no-forward-secrecy']],
    ['SSL_RSA_FIPS_WITH_DES_CBC_SHA', ['tls.cipher.des', 'tls.cipher.cbc-sha1', 'tls.cipher.no-forward-secrecy']],
    ['TLS_SHA256_SHA256', ['tls.cipher.null']],
  ])('classes %s', (name, weaknesses) => {
    expect(weaknessesOfCipher(name)).toEqual(weaknesses);
  });

  it.each(['TLS_AES_128_GCM_SHA256', 'TLS_AKE_WITH_AES_256_GCM_SHA384', 'TLS_FALLBACK_SCSV', 'TLS_SM4_GCM_SM3'])(
    'finds nothing wrong with %s',
    (name) => {
      expect(weaknessesOfCipher(name)).toEqual([]);
    },
  );

  it.each(['', '-', 'hello', 'DHE', 'no such suite', '0x1a1a', 'toString', `AES128-${'SHA'.repeat(1000)}`])(
    'says nothing about %p, which is no suite',
    (name) => {
      expect(weaknessesOfCipher(name)).toEqual([]);
    },
  );

  it('classes every suite of OpenSSL alike under both of its names', () => {
    const differing = openSslNames().filter(
      ([registered, openSsl]) => String(weaknessesOfCipher(registered)) !== String(weaknessesOfCipher(openSsl)),
    );

    expect(differing).toEqual([]);
  });

  it('answers with keys of the catalogue for every registered suite', () => {
    const keys = new Set(SUITE_NAMES.flatMap((name) => weaknessesOfCipher(name)));

    expect([...keys].toSorted()).toEqual([
      'tls.cipher.3des',
      'tls.cipher.anonymous',
      'tls.cipher.cbc-sha1',
      'tls.cipher.des',
      'tls.cipher.export',
      'tls.cipher.no-forward-secrecy',
      'tls.cipher.null',
      'tls.cipher.rc4',
    ]);
    for (const key of keys) expect(findWeakness(key)).toBeDefined();
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Array.isArray(weaknessesOfCipher(text))).toBe(true);
      }),
    );
  });
});

function openSslNames(): (readonly [string, string])[] {
  const listing = readFileSync(join(import.meta.dirname, 'fixtures/tls-suites/openssl-3.0-ciphers.txt'), 'utf8');
  return listing
    .trim()
    .split('\n')
    .map((line) => {
      const [, registered = '', openSsl = ''] = /- (\S+)\s+- (\S+)/.exec(line) ?? [];
      return [registered, openSsl];
    });
}
