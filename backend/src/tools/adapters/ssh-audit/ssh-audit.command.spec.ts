import { type Endpoint } from '../../../targets/endpoint.js';
import { RUN_PATHS } from '../../testing/tool-fixtures.js';
import { PROFILES } from '../../tool-adapter.js';
import { sshAudit } from './ssh-audit.adapter.js';

describe('the ssh-audit command', () => {
  it.each(PROFILES)('is the same in the %s profile', (profile) => {
    const endpoint: Endpoint = { host: 'ssh.example', address: '2001:db8::7', port: 2222, protocol: 'ssh' };

    expect(sshAudit.command({ endpoint, profile, settings: {} }, RUN_PATHS)).toEqual({
      program: 'ssh-audit',
      args: ['--json', '--no-colors', '--timeout=5', '--port=2222', '--', '2001:db8::7'],
      parsed: ['stdout', 'stderr'],
    });
  });

  it('knows its version from the head of the help', () => {
    expect(sshAudit.version.parse('\u001b[0;36m# ssh-audit v2.5.0, https://example.org\n\u001b[0m\n')).toBe('2.5.0');
  });
});
