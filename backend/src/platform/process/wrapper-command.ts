/** How runs are held on this machine, with the paths of the programs that do it. */
export type WrapperPlan = NamespacePlan | ReaperPlan | { readonly tier: 'group' };

export interface NamespacePlan {
  readonly tier: 'namespace';
  /** Whether a user namespace is needed to be allowed the others; in it, file capabilities and setuid give nothing. */
  readonly users: 'own' | 'mapped';
  readonly sh: string;
  readonly setpriv: string;
  readonly unshare: string;
  readonly prlimit: string;
  readonly tini: string;
}

export interface ReaperPlan {
  readonly tier: 'reaper';
  readonly sh?: string;
  readonly prlimit?: string;
  readonly tini?: string;
}

export interface WrapperSettings {
  readonly serverPid: number;
  readonly maxFileBytes: number;
  /** The file by which a process joins the control group of its run. */
  readonly memoryGroup?: string;
}

/** Soft limit of open files: some tools close every possible one at their start, and a server's own limit can be a million. */
const MAX_OPEN_FILES = 4096;

/**
 * Ends itself when the server died before the death signal was set; then nobody would ever send it. Leaves a view of itself
 * open, by which the first process of the namespace, who knows no number from outside, sees whether its parent lives.
 */
const GUARD = '[ "$PPID" = "$1" ] || exit 125; shift; exec 9< "/proc/$$/stat" || exit 125; exec "$@"';
/** The same for `unshare`, which may be killed between its fork and its child's wish to die with it. */
const GUARD_INSIDE = 'read -r pid name state rest <&9 || exit 125; [ "$state" != Z ] || exit 125; exec 9<&-; exec "$@"';
const JOIN = 'echo "$$" > "$1" || exit 125; shift; exec "$@"';

/**
 * The whole command line that runs `argv`. `tini` is the first process of the namespace: it passes signals on, removes zombies,
 * and takes all others with it when the tool ends. The kernel kills it, and so all, when the server dies.
 */
export function wrapperCommand(
  plan: WrapperPlan,
  settings: WrapperSettings,
  argv: readonly string[],
): readonly string[] {
  switch (plan.tier) {
    case 'namespace':
      return [
        ...[plan.setpriv, '--pdeathsig', 'KILL', '--'],
        ...[plan.sh, '-c', GUARD, 'guard', String(settings.serverPid)],
        ...joinCommand(plan.sh, settings),
        ...[plan.unshare, ...(plan.users === 'mapped' ? ['--user', '--map-current-user'] : [])],
        ...['--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--'],
        ...[plan.sh, '-c', GUARD_INSIDE, 'guard'],
        ...limitCommand(plan.prlimit, settings),
        ...[plan.tini, '-g', '--'],
        ...argv,
      ];
    case 'reaper':
      return [
        ...joinCommand(plan.sh, settings),
        ...limitCommand(plan.prlimit, settings),
        // Without a death signal: it must outlive the server until the reaper has seen the whole tree below it.
        ...(plan.tini === undefined ? [] : [plan.tini, '-s', '-g', '--']),
        ...argv,
      ];
    case 'group':
      return argv;
  }
}

/**
 * What the first process of a run is while it runs. A wrapper waits for the tool, and tells the signal that ended it as exit
 * code 128 + its number.
 */
export function firstRole(plan: WrapperPlan): 'tool' | 'wrapper' | 'namespace' {
  if (plan.tier === 'namespace') return 'namespace';
  return plan.tier === 'reaper' && plan.tini !== undefined ? 'wrapper' : 'tool';
}

function joinCommand(sh: string | undefined, { memoryGroup }: WrapperSettings): readonly string[] {
  return sh === undefined || memoryGroup === undefined ? [] : [sh, '-c', JOIN, 'join', memoryGroup];
}

function limitCommand(prlimit: string | undefined, { maxFileBytes }: WrapperSettings): readonly string[] {
  if (prlimit === undefined) return [];
  return [prlimit, '--core=0', `--nofile=${MAX_OPEN_FILES}:`, `--fsize=${maxFileBytes}`, '--'];
}
