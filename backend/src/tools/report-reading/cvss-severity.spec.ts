import { severityOfScore, severityOfVector } from './cvss-severity.js';

describe('the severity by CVSS', () => {
  it.each([
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'critical'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 'medium'],
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', 'high'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 'info'],
  ])('of %s is %s', (vector, severity) => {
    expect(severityOfVector(vector)).toBe(severity);
  });

  it.each(['', 'high', 'CVSS:9.9/AV:N', 'a/b/c', '/'.repeat(10_000)])('of %j is not known', (text) => {
    expect(severityOfVector(text)).toBeUndefined();
  });

  it('follows the scale of FIRST', () => {
    expect([0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10, NaN].map(severityOfScore)).toEqual([
      ...['info', 'low', 'low', 'medium', 'medium', 'high', 'high', 'critical', 'critical', 'info'],
    ]);
  });
});
