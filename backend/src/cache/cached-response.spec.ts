import { compress, responseOf, variantFor } from './cached-response.js';

describe(variantFor.name, () => {
  const LONG = { text: 'a finding '.repeat(1000) };

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['*', 'br'],
    ['gzip;q=0', undefined],
    ['identity', undefined],
    ['brotli', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('has for Accept-Encoding "%s" the encoding %s', async (header, encoding) => {
    const response = responseOf(LONG);
    await compress(response);

    expect(variantFor(response, header).encoding).toBe(encoding);
  });

  it('sends the plain body until the compressed ones are there', () => {
    const response = responseOf(LONG);

    const variant = variantFor(response, 'br');

    expect(variant).toEqual({ body: response.body });
  });
});
