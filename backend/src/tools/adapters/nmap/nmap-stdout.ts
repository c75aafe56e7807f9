/** What one line of nmap's verbose output tells while the scan goes on. */
export type NmapNews =
  | { readonly type: 'open'; readonly port: number; readonly transport: 'tcp' | 'udp' }
  | { readonly type: 'progress'; readonly percent: number };

const DISCOVERED = /^Discovered open port (\d{1,5})\/(tcp|udp) on \S+$/;
const TIMING = /^(.{1,40}) Timing: About (\d{1,3}(?:\.\d+)?)% done/;
const COMPLETED = /^Completed (.{1,40}?) at /;

/** The part of the whole that a phase makes up, in percent from where to where. Scripts run in several rounds. */
const PHASES: readonly { readonly name: RegExp; readonly from: number; readonly to: number }[] = [
  { name: /^(?:Connect|SYN Stealth|UDP) Scan$/, from: 0, to: 30 },
  { name: /^Service scan$/, from: 30, to: 65 },
  { name: /^NSE$/, from: 65, to: 95 },
];

/** Reads one line; undefined when it tells nothing new. Text of scanned services stands behind a `|` and never matches. */
export function newsOf(line: string): NmapNews | undefined {
  const discovered = DISCOVERED.exec(line);
  if (discovered !== null) return openPort(Number(discovered[1]), discovered[2] === 'udp' ? 'udp' : 'tcp');
  const timing = TIMING.exec(line);
  if (timing !== null) return progressOf(timing[1] ?? '', Number(timing[2]));
  const completed = COMPLETED.exec(line);
  return completed === null || completed[1] === 'NSE' ? undefined : progressOf(completed[1] ?? '', 100);
}

function openPort(port: number, transport: 'tcp' | 'udp'): NmapNews | undefined {
  return port > 0 && port <= 65_535 ? { type: 'open', port, transport } : undefined;
}

function progressOf(name: string, percentOfPhase: number): NmapNews | undefined {
  const phase = PHASES.find((candidate) => candidate.name.test(name));
  if (phase === undefined) return undefined;
  const share = Math.min(percentOfPhase, 100) / 100;
  return { type: 'progress', percent: Math.round(phase.from + (phase.to - phase.from) * share) };
}
