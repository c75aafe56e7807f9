import { WHILE_TESTED } from '../process/nasty-tools.js';
import { perlTool, type ScriptOfTool } from './script-of-tool.js';

/**
 * `hold` waits until the gate is there, which is a file. `away` leaves a process behind that nothing ties to the tool: forked
 * twice, in a session of its own, with every file closed.
 */
const PREAMBLE = `use POSIX (); $| = 1; my ($marker, $gate) = @ARGV;
sub rest { select undef, undef, undef, $_[0] }
sub hold { do { return if -e $gate; rest(0.02) } ${WHILE_TESTED} }
sub away { my ($work) = @_; if (my $child = fork) { waitpid $child, 0; return }
  POSIX::setsid(); POSIX::_exit(0) if fork; POSIX::close($_) for 0 .. 255; $work->(); POSIX::_exit(0) }
`;

const IGNORE_SIGNALS = `$SIG{$_} = 'IGNORE' for qw(TERM INT HUP);`;

/** Leaves three behind: one with the tool's environment, one without, and one that forks into a new session every 50 ms. */
const FORK_AWAY = `${IGNORE_SIGNALS}
away(sub { sleep 1 ${WHILE_TESTED} });
away(sub { exec '/usr/bin/env', '-i', $^X, '-e', 'sleep 1 ${WHILE_TESTED}', '--', $marker });
away(sub { do { POSIX::_exit(0) if fork; POSIX::setsid(); rest(0.05) } ${WHILE_TESTED} });
rest(0.2);
`;

/** How many processes a tool that forks away has at least, wrappers not counted. */
export const FORKED_AWAY_PROCESSES = 4;

export interface Place {
  /** Among the arguments of each process of the tool. */
  readonly marker: string;
  /** File that lets the tool go on once it is there. */
  readonly gate: string;
}

/** The number after `@` is another one at each start: what an interrupted one reported must not stay. */
function report(id: string): string {
  return `print "see net.service\\n", "see net.port.open ${id}@", int rand 1e9, "\\n";`;
}

/** Reports a finding that it shares with other tools and one of its own, waits at the gate, and is done. */
export function waitingTool(id: string, { marker, gate }: Place): ScriptOfTool {
  return perlTool(id, `${PREAMBLE} ${report(id)} hold(); print "done\\n";`, marker, gate);
}

/** Reports something only as long as the gate is not there: its next attempt has nothing to say. */
export function fickleTool(id: string, { marker, gate }: Place): ScriptOfTool {
  const whim = `print "see net.cleartext.ftp\\n" unless -e $gate;`;
  return perlTool(id, `${PREAMBLE} ${whim} hold(); print "done\\n";`, marker, gate);
}

/** The same as a waiting one, but it ignores every signal that it can, and forks away before it reports. */
export function forkingTool(id: string, { marker, gate }: Place): ScriptOfTool {
  return perlTool(id, `${PREAMBLE} ${FORK_AWAY} ${report(id)} hold(); print "done\\n";`, marker, gate);
}

/** A waiting one without a gate: it is done by itself after a moment. */
export function briefTool(id: string, { marker, gate }: Place): ScriptOfTool {
  return perlTool(id, `${PREAMBLE} rest(0.1); ${report(id)} print "done\\n";`, marker, gate);
}

/** How many findings a talking tool reports, over the better part of a second. */
export const TALKED = 4000;

export function talkingTool(id: string, { marker, gate }: Place): ScriptOfTool {
  const talk = `for my $part (0 .. 39) { print map { "see net.banner.version $_\\n" } $part * 100 .. $part * 100 + 99; rest(0.02) }`;
  return perlTool(id, `${PREAMBLE} ${talk} hold(); print "done\\n";`, marker, gate);
}
