import { firstRole, type NamespacePlan, wrapperCommand } from './wrapper-command.js';

const ARGV = ['/usr/bin/nmap', '-p', '1-100', '127.0.0.1; rm -rf /'];
const SETTINGS = { serverPid: 4711, maxFileBytes: 1024 };
const NAMESPACE: NamespacePlan = {
  tier: 'namespace',
  users: 'own',
  sh: '/bin/sh',
  setpriv: '/usr/bin/setpriv',
  unshare: '/usr/bin/unshare',
  prlimit: '/usr/bin/prlimit',
  tini: '/usr/bin/tini',
};

describe(wrapperCommand.name, () => {
  it.each([
    NAMESPACE,
    { ...NAMESPACE, users: 'mapped' as const },
    { tier: 'reaper' as const },
    { tier: 'reaper' as const, prlimit: '/usr/bin/prlimit', tini: '/usr/bin/tini' },
    { tier: 'group' as const },
  ])('ends with the exact command of the tool, argument by argument: %j', (plan) => {
    expect(wrapperCommand(plan, SETTINGS, ARGV).slice(-ARGV.length)).toEqual(ARGV);
  });

  it('hands the tool to no shell as text: the guard’s script is fixed', () => {
    const command = wrapperCommand(NAMESPACE, SETTINGS, ARGV);
    const script = command[command.indexOf('-c') + 1];

    expect(script).toBe('[ "$PPID" = "$1" ] || exit 125; shift; exec "$@"');
  });

  it('dies with the server, and takes everything inside along', () => {
    const command = wrapperCommand(NAMESPACE, SETTINGS, ARGV).join(' ');

    expect(command).toContain('setpriv --pdeathsig KILL -- /bin/sh -c');
    expect(command).toContain('guard 4711');
    expect(command).toContain('--pid --fork --kill-child=KILL --mount-proc');
  });

  it('asks for a user namespace only where it is needed', () => {
    expect(wrapperCommand(NAMESPACE, SETTINGS, ARGV)).not.toContain('--user');
    expect(wrapperCommand({ ...NAMESPACE, users: 'mapped' }, SETTINGS, ARGV)).toContain('--map-current-user');
  });

  it('never limits the address space: programs in Go would not start', () => {
    expect(wrapperCommand(NAMESPACE, SETTINGS, ARGV).some((part) => part.startsWith('--as'))).toBe(false);
  });
});

describe(firstRole.name, () => {
  it('says whether the first process waits for the tool or is the tool', () => {
    expect(firstRole(NAMESPACE)).toBe('wrapper');
    expect(firstRole({ tier: 'reaper', tini: '/usr/bin/tini' })).toBe('wrapper');
    expect(firstRole({ tier: 'reaper' })).toBe('tool');
    expect(firstRole({ tier: 'group' })).toBe('tool');
  });
});
