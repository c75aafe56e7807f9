import { aFinding } from '../../../testing/builders';
import { matchesText } from './text-match';

describe('matchesText', () => {
  const finding = aFinding({ title: 'TLS 1.0 is offered', cve: ['CVE-2011-3389'] });

  it.each(['', 'tls', 'TLS offered', '192.0.2.10:443', 'sslscan', 'cve-2011', 'tls1_0'])('finds it by %j', (text) => {
    expect(matchesText(finding, text)).toBe(true);
  });

  it('wants every word', () => {
    expect(matchesText(finding, 'tls cookie')).toBe(false);
  });
});
