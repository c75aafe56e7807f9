import { pathOnService, webAddressFor, webPageOf, webServiceOf } from './web-address.js';

const endpoint = { host: 'shop.example', address: '192.0.2.10', port: 443, protocol: 'https', path: '/a?b=c' } as const;

describe('a web address', () => {
  it('is the origin with its port, and the path', () => {
    expect(webAddressFor(endpoint)).toBe('https://shop.example:443/a?b=c');
    expect(webAddressFor({ host: '2001:db8::7', address: '2001:db8::7', port: 8080, protocol: 'http' })).toBe(
      'http://[2001:db8::7]:8080/',
    );
  });

  it('has the port of its scheme when none is given', () => {
    const { host, address } = endpoint;

    expect(webServiceOf({ host, address, protocol: 'https' }).port).toBe(443);
    expect(webServiceOf({ host, address }).port).toBe(80);
  });

  it('loses its path when the service is meant', () => {
    expect(webServiceOf(endpoint)).not.toHaveProperty('path');
    expect(webPageOf(endpoint, '/x').path).toBe('/x');
  });

  it.each([
    ['https://shop.example/x/y?z=1', '/x/y'],
    ['https://SHOP.example:443', '/'],
    ['http://shop.example:443/', undefined],
    ['https://shop.example:8443/', undefined],
    ['https://shop.example.evil.example/', undefined],
    ['https://shop.example@evil.example/', undefined],
    ['shop.example:443', undefined],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
  ])('finds the path of %s to be %s', (text, path) => {
    expect(pathOnService(endpoint, text)).toBe(path);
  });
});
