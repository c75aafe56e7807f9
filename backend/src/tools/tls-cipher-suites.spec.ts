import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { cipherName } from './tls-cipher-suites.js';

describe('cipherName', () => {
  it.each([
    [0x0000, 'TLS_NULL_WITH_NULL_NULL'],
    [0x0004, 'TLS_RSA_WITH_RC4_128_MD5'],
    [0x001e, 'TLS_KRB5_WITH_DES_CBC_SHA'],
    [0x0046, 'TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA'],
    [0x0060, 'TLS_RSA_EXPORT1024_WITH_RC4_56_MD5'],
    [0x00c7, 'TLS_SM4_CCM_SM3'],
    [0x1301, 'TLS_AES_128_GCM_SHA256'],
    [0x1307, 'TLS_AEGIS_128L_SHA256'],
    [0xc001, 'TLS_ECDH_ECDSA_WITH_NULL_SHA'],
    [0xc0b5, 'TLS_SHA384_SHA384'],
    [0xc106, 'TLS_GOSTR341112_256_WITH_MAGMA_MGM_S'],
    [0xccae, 'TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256'],
    [0xd005, 'TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256'],
    [0xfeff, 'SSL_RSA_FIPS_WITH_3DES_EDE_CBC_SHA'],
  ])('names suite %p as %s', (suite, name) => {
    expect(cipherName(suite)).toBe(name);
  });

  it.each([0x0047, 0x1308, 0xc0b6, 0xd004, 0x0a0a, 0x10000, -1])('knows no suite %p', (suite) => {
    expect(cipherName(suite)).toBeUndefined();
  });

  it('gives the names that OpenSSL gives', () => {
    const listed = openSslSuites();

    const differing = listed.filter(({ suite, name }) => cipherName(suite) !== name);

    expect(listed.length).toBeGreaterThan(150);
    expect(differing).toEqual([]);
  });

  it('gives no name twice', () => {
    const names = Array.from({ length: 0x10000 }, (_, suite) => cipherName(suite)).filter((name) => name !== undefined);

    expect(names.length).toBeGreaterThan(350);
    expect(new Set(names).size).toBe(names.length);
  });
});

function openSslSuites(): { suite: number; name: string }[] {
  const listing = readFileSync(join(import.meta.dirname, 'fixtures/tls-suites/openssl-3.0-ciphers.txt'), 'utf8');
  return listing
    .trim()
    .split('\n')
    .map((line) => {
      const [, high = '', low = '', name = ''] = /0x(..),0x(..) - (\S+)/.exec(line) ?? [];
      return { suite: Number.parseInt(high + low, 16), name };
    });
}
