import fc from 'fast-check';
import { readCertificate, type CertificateFacts } from './certificate-facts.js';
import { certificateFindings, type CertificateContext } from './certificate-findings.js';

/** Of an authority that nobody knows: P-256, SHA-256, for leaf.test and 192.0.2.7, valid from 2026-11-26 for 730 days. */
const LEAF = der(
  'MIIBhjCCASygAwIBAgIUQiljlwrRsPNwq2n2gOxjBdi4LkEwCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHVGVzdCBDQTAeFw0yNjEx' +
    'MjYwMjEwMDVaFw0yODExMjUwMjEwMDVaMBQxEjAQBgNVBAMMCWxlYWYudGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPEm' +
    'FFbz6y+EHg06N995ug3c5KK8EeYSLm1au/noIMzQ0fR640scOVo4hI2lxofpfn0HD1jJfK768NXuE60CWNijXjBcMBoGA1UdEQQT' +
    'MBGCCWxlYWYudGVzdIcEwAACBzAdBgNVHQ4EFgQU9kjAcw8JDApzi6KFGbM+s2kO1FMwHwYDVR0jBBgwFoAUhR9H25wdZSiP+5HS' +
    'fdDFgtsij0cwCgYIKoZIzj0EAwIDSAAwRQIhAKAKDGS1qjxxCpOIc8ybGOzBX9zmuLyKxVxUya7Cg1IoAiB7z+cXIi6s7IwK+POa' +
    'xc/VuQy2/Ddl/Cq45WB/6WqCUg==',
);

/** The authority of the leaf. */
const AUTHORITY = der(
  'MIIBejCCAR+gAwIBAgIUcTfKf68OE8UlIS5AqZfx4RZQ40UwCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHVGVzdCBDQTAeFw0yNjEx' +
    'MjYwMjEwMDVaFw0zNjExMjMwMjEwMDVaMBIxEDAOBgNVBAMMB1Rlc3QgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARuejZ/' +
    'E7j5DYh9nvD+ocwnY26b17UbEfzaht2IQ/YvpbD9OFWaLKW0mBQBoiwkHZhaj5XFDrqbSdQmr3EXIuDEo1MwUTAdBgNVHQ4EFgQU' +
    'hR9H25wdZSiP+5HSfdDFgtsij0cwHwYDVR0jBBgwFoAUhR9H25wdZSiP+5HSfdDFgtsij0cwDwYDVR0TAQH/BAUwAwEB/zAKBggq' +
    'hkjOPQQDAgNJADBGAiEA2BgXS4bynw10CwbpYklIBxE/ZtwlkQhMFRGkMPDtXacCIQDVP3DduQfcpFw84N4s7wl1tNOCJQVXQ0e8' +
    '21P+hUyMZQ==',
);

/** Self-signed with ECDSA and SHA-1, by a key of 160 bits. */
const SMALL_CURVE = der(
  'MIIBSTCCAQmgAwIBAgIUQpacaZB2YZMA6kQkCX32H8XH+2YwCQYHKoZIzj0EATAVMRMwEQYDVQQDDApzbWFsbC50ZXN0MB4XDTI2' +
    'MTEyNjAyMTAwNVoXDTI2MTIyNjAyMTAwNVowFTETMBEGA1UEAwwKc21hbGwudGVzdDA+MBAGByqGSM49AgEGBSuBBAAIAyoABAj3' +
    'cElxcoYvZMVw9YyU2gzmZB/EgbVD8Yjzw5F0vem7bkb65CMlQbmjUzBRMB0GA1UdDgQWBBT4yabv87gl5iWUG4E/LGrlpoDUfjAf' +
    'BgNVHSMEGDAWgBT4yabv87gl5iWUG4E/LGrlpoDUfjAPBgNVHRMBAf8EBTADAQH/MAkGByqGSM49BAEDLwAwLAIUfPFVxKnVW1Vf' +
    '0Dj4VA8aAWcVgdACFG/T5JluQ2pHPXjbdWVfMRMmTYXj',
);

/** Self-signed with RSA-PSS, whose hash is SHA-1. */
const PSS_SHA1 = der(
  'MIIDBTCCAeegAwIBAgIUMjsw8Tstz5cLvopDxatmFyldz0AwEwYJKoZIhvcNAQEKMAaiBAICAOowDDEKMAgGA1UEAwwBcDAeFw0y' +
    'NjExMjYwMjEwMDZaFw0yNjEyMjYwMjEwMDZaMAwxCjAIBgNVBAMMAXAwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDk' +
    'qQik0z5hpEwlHKkVvhhvlGyPB86lZpWeDUoOGaH1YvGRWA/40h/2fp2RHehmMsbfr2N9uk5Kt0XdpfsvYHrdDDKBfjTwh9SlmX9i' +
    'ykJCbSmqQVs9VECn3Cpoyus1yXodiYMMbWZIt499EUvcQEv0DoxT/W/KxVzN5cVj2QWhviOeS0MYD1FpEcvX9vbp3wmBI7ilU+kW' +
    'uIODObie1aF9ODA2ZZx1unKN3jylACOGpjz112VOhvLMDWBiywnlN2Y6ZKq9+0iOgVRHDoQruyOvsdxPuvEnT48oDD03zjVwiRaw' +
    'hjd8arhOM2gCS1qUOSprOaJiY1Jwguc2SGvGz6lHAgMBAAGjUzBRMB0GA1UdDgQWBBRrMoV/uRzCArkooLTyMYg8U/yd3DAfBgNV' +
    'HSMEGDAWgBRrMoV/uRzCArkooLTyMYg8U/yd3DAPBgNVHRMBAf8EBTADAQH/MBMGCSqGSIb3DQEBCjAGogQCAgDqA4IBAQCvHzUE' +
    'w8I6sMx0cCbI5rZJv2uVxLt0Mr3hzHZzvaFLU4o5wEJm1YTOCV9Ni8CHPkpcBPDdpnnxg+AhGPWLHi5r3lXeZxWcOSaTGletizfP' +
    'krgLEBwjy0ahUUI5tGaWibchI+whBy69sAFCPjdwMyC5uZG6JcXY8z89CMXy/glU04B4wpZ70ozy0whB/Nxbu1yKzor+kVu8uROY' +
    'v/RHNwyfmHS7V5Rwy7ZWh+yGHM3yrMDHmtW2e5HAWJ3PuejeSEYJnRFfNGYse1fntNHLJN7hDuyQoUYdCVOYOyLPqj/dr1M3aX1X' +
    'lbe/6rWZfDi0Dj/se+SiV1AYJ3UiaJUKR+9D',
);

const WITHIN_VALIDITY = new Date('2027-01-15T00:00:00Z');

function factsOf(der: Buffer): CertificateFacts {
  const facts = readCertificate(der);
  if (facts === undefined) throw new Error('the sample is no certificate');
  return facts;
}

function context(changes: Partial<CertificateContext> = {}): CertificateContext {
  const trust = { type: 'trust', chain: 0, handshake: 'done', anchored: true } as const;
  return { observedAt: WITHIN_VALIDITY, host: 'leaf.test', trust, ...changes };
}

function weaknesses(chain: readonly Buffer[], changes?: Partial<CertificateContext>): string[] {
  const findings = certificateFindings(chain.map(factsOf), context(changes));
  return findings.map(({ weakness }) => weakness.replace('tls.certificate.', '')).toSorted();
}

describe('the judgement of a certificate', () => {
  it('finds nothing but its long life wrong with a trusted certificate for the name', () => {
    expect(weaknesses([LEAF, AUTHORITY])).toEqual(['long-validity']);
  });

  it.each([
    ['2026-11-25T00:00:00Z', 'not-yet-valid'],
    ['2028-11-24T00:00:00Z', 'expires-soon'],
    ['2028-11-26T00:00:00Z', 'expired'],
  ])('judges validity by the clock of the collector: %s', (observedAt, expected) => {
    expect(weaknesses([LEAF], { observedAt: new Date(observedAt) })).toContain(expected);
  });

  it('calls a certificate for another name a mismatch', () => {
    expect(weaknesses([LEAF], { host: 'other.test' })).toContain('hostname-mismatch');
  });

  it.each([
    ['leaf.test.', 'a name with a dot at the end'],
    ['192.0.2.7', 'an address that the certificate holds'],
  ])('takes %s for a match: %s', (host) => {
    expect(weaknesses([LEAF], { host })).not.toContain('hostname-mismatch');
  });

  it('compares an address only with certificates that hold addresses', () => {
    expect(weaknesses([LEAF], { host: '192.0.2.8' })).toContain('hostname-mismatch');
    expect(weaknesses([SMALL_CURVE], { host: '192.0.2.8' })).not.toContain('hostname-mismatch');
  });

  it.each([
    ['done', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, true],
    ['done', undefined, false, false],
    ['failed', undefined, false, true],
    ['failed', undefined, true, false],
  ] as const)('judges trust: handshake %s, error %s, anchored %s', (handshake, error, anchored, isUntrusted) => {
    const trust = { type: 'trust' as const, chain: 0, handshake, anchored, ...(error === undefined ? {} : { error }) };

    expect(weaknesses([LEAF], { trust }).includes('untrusted')).toBe(isUntrusted);
  });

  it('looks behind an expired certificate for its authority', () => {
    const observedAt = new Date('2030-01-01T00:00:00Z');
    const trust = { type: 'trust' as const, chain: 0, handshake: 'done' as const, error: 'CERT_HAS_EXPIRED' };

    expect(weaknesses([LEAF], { observedAt, trust: { ...trust, anchored: true } })).toEqual(['expired']);
    expect(weaknesses([LEAF], { observedAt, trust: { ...trust, anchored: false } })).toEqual(['expired', 'untrusted']);
  });

  it('says nothing of trust that was not tried', () => {
    expect(weaknesses([LEAF], { trust: undefined })).toEqual(['long-validity']);
  });

  it('finds a weak hash and a small curve', () => {
    const { weakSignature, smallKey, selfSigned } = factsOf(SMALL_CURVE);

    expect({ weakSignature, smallKey, selfSigned }).toEqual({
      weakSignature: 'SHA-1 with ECDSA',
      smallKey: 'EC 160 bits (secp160r1)',
      selfSigned: true,
    });
  });

  it('finds the hash in the parameters of RSA-PSS', () => {
    expect(factsOf(PSS_SHA1).weakSignature).toBe('SHA-1 with RSA-PSS');
  });

  it('finds no weakness in the signature and key of a good one', () => {
    const { weakSignature, smallKey, selfSigned } = factsOf(LEAF);

    expect({ weakSignature, smallKey, selfSigned }).toEqual({
      weakSignature: undefined,
      smallKey: undefined,
      selfSigned: false,
    });
  });

  it('reads nothing out of bytes that are no certificate', () => {
    expect(readCertificate(Buffer.alloc(0))).toBeUndefined();
    expect(readCertificate(LEAF.subarray(0, 200))).toBeUndefined();
  });

  it('survives certificates in which anything is changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(LEAF, SMALL_CURVE, PSS_SHA1), changes(), (sample, changed) => {
        const der = Buffer.from(sample);
        for (const { at, value } of changed) der[at % der.length] = value;
        const facts = readCertificate(der);
        const findings = facts === undefined ? [] : certificateFindings([facts], context());

        expect(findings.every(({ weakness }) => weakness.startsWith('tls.certificate.'))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

function changes(): fc.Arbitrary<{ at: number; value: number }[]> {
  return fc.array(fc.record({ at: fc.nat(2000), value: fc.nat(255) }), { minLength: 1, maxLength: 6 });
}

function der(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
