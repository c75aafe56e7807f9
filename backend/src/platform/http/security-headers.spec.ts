import { API_HEADERS, PAGE_HEADERS, securityHeaders } from './security-headers.js';

describe(securityHeaders.name, () => {
  it('are those of helmet with these options', () => {
    const headers = securityHeaders({ hsts: false, contentSecurityPolicy: { directives: { defaultSrc: ["'self'"] } } });

    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'self';.*object-src 'none'/),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it.each([
    ['a page', PAGE_HEADERS],
    ['data', API_HEADERS],
  ])('let %s be shown in no frame and be taken for nothing else', (_what, headers) => {
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
  });
});
