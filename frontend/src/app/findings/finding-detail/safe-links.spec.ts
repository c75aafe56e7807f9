import { safeLinks } from './safe-links';

describe('safeLinks', () => {
  it('keeps web addresses', () => {
    expect(safeLinks(['https://example.org/a', 'HTTP://example.org'])).toHaveLength(2);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    '//example.org',
    'ftp://example.org',
    'https://',
    '',
  ])('makes no link of %j', (reference) => {
    expect(safeLinks([reference])).toEqual([]);
  });
});
