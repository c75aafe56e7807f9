const PLAIN = /^[\w@%+=:,./-]+$/;

/** An argument list as one would type it in a POSIX shell: it runs the very same command. */
export function commandLine(argv: readonly string[]): string {
  return argv.map((argument) => (PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`)).join(' ');
}
