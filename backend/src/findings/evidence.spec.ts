import fc from 'fast-check';
import { evidenceOf, maskSecrets, MAX_EVIDENCE_LENGTH, stripControls } from './evidence.js';

describe(maskSecrets.name, () => {
  it.each([
    ['DB_PASSWORD=made-up-secret', 'DB_PASSWORD=ma***'],
    ['"api_key": "0123456789"', '"api_key": "01***"'],
    ['APP_KEY=base64:AAAA', 'APP_KEY=ba***'],
    ['SENTRY_DSN=https://abc@x.test/1', 'SENTRY_DSN=ht***'],
    ['secret-access-key : wJalrXUtn', 'secret-access-key : wJ***'],
    ['postgres://app:hunter22@db.test/x', 'postgres://app:hu***@db.test/x'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl', 'token ey***'],
    ['AKIAABCDEFGHIJKLMNOP', 'AK***'],
  ])('masks %s', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it('masks a private key, also one that is cut', () => {
    const head = '-----BEGIN RSA PRIVATE KEY-----';

    expect(maskSecrets(`${head}\nMIIE\n-----END RSA PRIVATE KEY-----`)).not.toContain('MIIE');
    expect(maskSecrets(`${head}\nMIIE`)).not.toContain('MIIE');
  });

  it.each(['TLSv1.0 enabled', 'Server: nginx/1.14.0', 'password reset page', 'Set-Cookie: a=b'])(
    'leaves %s as it is',
    (text) => {
      expect(maskSecrets(text)).toBe(text);
    },
  );

  it.each([
    ['pass_', 200_000],
    ['a_', 200_000],
    ['a://b:', 100_000],
    ['http', 200_000],
    ['-eyJaaaaaaaaaa.', 50_000],
    ['-----BEGIN ', 50_000],
    ['token                    ', 50_000],
    ['xox-b-', 100_000],
  ])('comes to an end on a text made to keep it busy: %j', (piece, times) => {
    expect(maskSecrets(piece.repeat(times)).length).toBeGreaterThan(0);
  });
});

describe(evidenceOf.name, () => {
  it('takes out what could hide or fake text on a screen', () => {
    expect(evidenceOf('\u001b[31mred\u001b[0m \u202efdp.exe\u0000\u200b\r\nnext')).toBe('red fdp.exe\nnext');
    expect(stripControls('\u001b]0;title\u0007text')).toBe('text');
  });

  it('is never longer than it may be, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6000, unit: 'binary' }), (text) => {
        const evidence = evidenceOf(text);
        expect(evidence.length).toBeLessThanOrEqual(MAX_EVIDENCE_LENGTH + ' ...'.length);
        // eslint-disable-next-line no-control-regex -- their absence is what is tested
        expect(evidence).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
      }),
      { numRuns: 30 },
    );
  });
});
