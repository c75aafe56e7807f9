import { givenTarget, pathOf, placeOfHost, placeOfUrl } from './reported-place.js';
import { UnreadableReportError } from './report.errors.js';

describe('a place that a report names', () => {
  it('is the page of a URL, without its query', () => {
    expect(placeOfUrl('https://Shop.Example/a/b?c=1#d')).toEqual({
      host: 'shop.example',
      port: 443,
      transport: 'tcp',
      protocol: 'https',
      path: '/a/b',
    });
    expect(placeOfUrl('http://[::1]:8080')).toEqual({
      host: '::1',
      address: '::1',
      port: 8080,
      transport: 'tcp',
      protocol: 'http',
      path: '/',
    });
  });

  it.each(['', 'ftp://a/', 'https://', 'shop.example', 'https:///x', 'http://a b/'])('is none for %j', (text) => {
    expect(placeOfUrl(text)).toBeUndefined();
  });

  it('is a host in its one spelling, with the address when it is known', () => {
    expect(placeOfHost('Shop.Example.', { address: '192.0.2.1' })).toEqual({
      host: 'shop.example',
      address: '192.0.2.1',
    });
    expect(placeOfHost('[2001:DB8::1]', { port: 53, transport: 'udp' })).toEqual({
      host: '2001:db8::1',
      address: '2001:db8::1',
      port: 53,
      transport: 'udp',
    });
    expect(placeOfHost('shop.example', { address: 'unknown' })).toEqual({ host: 'shop.example' });
  });

  it.each(['', ' ', 'a b', 'a/b', '<script>'])('is none for the host %j', (text) => {
    expect(placeOfHost(text)).toBeUndefined();
  });

  it.each([0, -1, 65_536, 1.5, NaN])('is none for the port %p', (port) => {
    expect(placeOfHost('shop.example', { port })).toBeUndefined();
  });

  it('has an absolute path', () => {
    expect(pathOf('admin?x=1')).toBe('/admin');
    expect(pathOf('/a\u0000/b#c')).toBe('/a/b');
  });

  it('is asked for when neither report nor user names it', () => {
    expect(() => givenTarget(undefined)).toThrow(UnreadableReportError);
  });
});
