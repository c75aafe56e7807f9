import { addressesIn, plainText } from './plain-text.js';

describe('a text that a report has as HTML', () => {
  it('is shown without tags, a paragraph on each line', () => {
    expect(plainText('<p>One &amp; two</p><p>three &lt;script&gt;<br/>four</p>')).toBe(
      'One & two\nthree <script>\nfour',
    );
  });

  it('names addresses once', () => {
    expect(addressesIn('<p>https://a.example/x</p><p>https://a.example/x http://b.example</p>')).toEqual([
      'https://a.example/x',
      'http://b.example',
    ]);
  });

  it('is read in time that does not explode', () => {
    expect(plainText('<'.repeat(200_000)).length).toBeLessThan(5000);
  });
});
