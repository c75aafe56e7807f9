import { firstRole, wrapperCommand, type WrapperPlan } from './wrapper-command.js';

const NAMESPACE: WrapperPlan = {
  tier: 'namespace',
  users: 'own',
  sh: '/bin/sh',
  setpriv: '/bin/setpriv',
  unshare: '/bin/unshare',
  prlimit: '/bin/prlimit',
  tini: '/bin/tini',
};
const REAPER: WrapperPlan = { tier: 'reaper', sh: '/bin/sh', prlimit: '/bin/prlimit', tini: '/bin/tini' };
const SETTINGS = { serverPid: 42, maxFileBytes: 1000 };
const ARGV = ['/bin/scan', '--', '$(host)'];

describe('the command line around a tool', () => {
  it('ties a namespace to the server', () => {
    expect(wrapperCommand(NAMESPACE, SETTINGS, ARGV).join(' ')).toBe(
      '/bin/setpriv --pdeathsig KILL -- ' +
        '/bin/sh -c [ "$PPID" = "$1" ] || exit 125; shift; exec 9< "/proc/$$/stat" || exit 125; exec "$@" guard 42 ' +
        '/bin/unshare --pid --fork --kill-child=KILL --mount-proc -- ' +
        '/bin/sh -c read -r pid name state rest <&9 || exit 125; [ "$state" != Z ] || exit 125; exec 9<&-; exec "$@" guard ' +
        '/bin/prlimit --core=0 --nofile=4096: --fsize=1000 -- /bin/tini -g -- /bin/scan -- $(host)',
    );
  });

  it('asks for a user namespace only where it must', () => {
    const mapped = wrapperCommand({ ...NAMESPACE, users: 'mapped' }, SETTINGS, ARGV);

    expect(mapped.join(' ')).toContain('/bin/unshare --user --map-current-user --pid');
  });

  it('lets the first process under a reaper outlive the server', () => {
    expect(wrapperCommand(REAPER, SETTINGS, ARGV).join(' ')).toBe(
      '/bin/prlimit --core=0 --nofile=4096: --fsize=1000 -- /bin/tini -s -g -- /bin/scan -- $(host)',
    );
  });

  it('does without programs that are not there', () => {
    expect(wrapperCommand({ tier: 'reaper' }, { ...SETTINGS, memoryGroup: '/g' }, ARGV)).toEqual(ARGV);
    expect(wrapperCommand({ tier: 'group' }, SETTINGS, ARGV)).toEqual(ARGV);
  });

  it.each([NAMESPACE, REAPER])('joins the memory group before the tool starts ($tier)', (plan) => {
    const command = wrapperCommand(plan, { ...SETTINGS, memoryGroup: '/group/cgroup.procs' }, ARGV);

    const join = command.indexOf('/group/cgroup.procs');
    expect(command[join - 2]).toBe('echo "$$" > "$1" || exit 125; shift; exec "$@"');
    expect(join).toBeLessThan(command.indexOf('/bin/prlimit'));
  });

  it.each([NAMESPACE, { ...NAMESPACE, users: 'mapped' } as const, REAPER, { tier: 'group' } as const])(
    'never changes what the tool is given ($tier)',
    (plan) => {
      expect(wrapperCommand(plan, SETTINGS, ARGV).slice(-ARGV.length)).toEqual(ARGV);
    },
  );

  it('never limits the address space: programs in Go would not start', () => {
    expect([NAMESPACE, REAPER].flatMap((plan) => wrapperCommand(plan, SETTINGS, ARGV)).join(' ')).not.toContain('--as');
  });

  it('is a wrapper exactly when something of ours waits for the tool', () => {
    const plans: WrapperPlan[] = [NAMESPACE, REAPER, { tier: 'reaper', prlimit: '/bin/prlimit' }, { tier: 'group' }];

    expect(plans.map(firstRole)).toEqual(['namespace', 'wrapper', 'tool', 'tool']);
  });
});
