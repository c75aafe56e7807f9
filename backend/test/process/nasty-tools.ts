import { type CommandSpec } from '../../src/platform/process/command-spec.js';

/** When a test run is killed nobody ends its tools, and one that forks for ever would slow down the machine for ever. */
export const WHILE_TESTED = 'while time < $^T + 600';

/** Tools that behave badly, in Perl, which Debian and macOS always have. Each prints `ready` once all its processes are there. */
const SCRIPTS = {
  /** Seven processes in one group. */
  tree: `for (1..6) { last unless fork } say_ready($$ == $first); sleep 1 ${WHILE_TESTED};`,
  /** The same, deaf to every signal that can be ignored. */
  deaf: `$SIG{$_} = 'IGNORE' for qw(TERM INT HUP); for (1..6) { last unless fork } say_ready($$ == $first); sleep 1 ${WHILE_TESTED};`,
  /** A child in a session of its own, whose parent is gone. */
  daemon: `away(sub { sleep 1 ${WHILE_TESTED} }); say_ready(1); sleep 1 ${WHILE_TESTED};`,
  /** The same, deaf, and without the environment it was started with. */
  scrubbed: `away(sub { exec 'env', '-i', $^X, '-e', '$SIG{TERM} = "IGNORE"; sleep 1 ${WHILE_TESTED}', $marker }); select undef, undef, undef, 0.3; say_ready(1); sleep 1 ${WHILE_TESTED};`,
  /** A process that passes itself on to a new one in a new session every 20 ms. */
  storm: `away(sub { do { exit if fork; setsid(); select undef, undef, undef, 0.02 } ${WHILE_TESTED} }); say_ready(1); sleep 1 ${WHILE_TESTED};`,
  /** Ends at once and leaves a process behind. */
  leaver: `away(sub { sleep 1 ${WHILE_TESTED} }); say_ready(1);`,
} as const;

export type NastyTool = keyof typeof SCRIPTS;

const PREAMBLE = `use POSIX 'setsid'; $| = 1; my $marker = $ARGV[0]; my $first = $$;
sub say_ready { print "ready\\n" if $_[0] }
sub away { my ($work) = @_; if (my $child = fork) { waitpid $child, 0; return }
  exit if fork && setsid() | 1; setsid(); open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null'; $work->(); exit }
`;

/** All processes of the tool have the marker among their arguments. */
export function nastyTool(kind: NastyTool, marker: string): CommandSpec {
  return perl(PREAMBLE + SCRIPTS[kind], marker);
}

export function perl(script: string, ...args: string[]): CommandSpec {
  return { program: 'perl', args: ['-e', script, '--', ...args], parsed: ['stdout'] };
}

export function shell(script: string, ...args: string[]): CommandSpec {
  return { program: 'sh', args: ['-c', script, 'tool', ...args], parsed: ['stdout'] };
}
