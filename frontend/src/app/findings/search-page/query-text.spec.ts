import { toggled, valuesOf, withValues } from './query-text';

describe('the text of a search', () => {
  it.each([
    ['', 'severity', 'high', 'severity:high'],
    ['severity:high', 'severity', 'low', 'severity:high,low'],
    ['severity:high,low tls', 'severity', 'high', 'severity:low tls'],
    ['severity:high tls', 'severity', 'high', 'tls'],
    ['"a b" host:x', 'tool', 'nmap', '"a b" host:x tool:nmap'],
    ['-severity:info', 'severity', 'high', '-severity:info severity:high'],
    ['', 'assignee', 'Anna Smith', 'assignee:"Anna Smith"'],
    ['assignee:"Anna Smith",bob x', 'assignee', 'Anna Smith', 'assignee:bob x'],
    ['tool:nmap tls tool:zap', 'tool', 'nmap', 'tool:zap tls'],
  ])('%j with %s %s toggled is %j', (before, field, value, after) => {
    expect(toggled(before, field, value)).toBe(after);
  });

  it('tells the values of a field', () => {
    expect(valuesOf('severity:high,low -severity:info "severity:none" assignee:"Anna Smith"', 'severity')).toEqual([
      'high',
      'low',
    ]);
    expect(valuesOf('assignee:"Anna Smith",none', 'assignee')).toEqual(['Anna Smith', 'none']);
  });

  it('replaces all values of a field', () => {
    expect(withValues('status:open tls status:fixed', 'status', ['active'])).toBe('status:active tls');
    expect(withValues('status:open tls', 'status', [])).toBe('tls');
  });
});
