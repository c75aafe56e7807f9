import { oneOf, wholeBetween } from '../statistics/random.js';

/** Seconds that tools really took, several runs each, on two shared cores. */
const MEASURED_SECONDS: Readonly<Record<string, readonly number[]>> = {
  nmap: [34.8, 33.6, 35.6],
  'nmap, ports only': [1.9, 1.7, 2.3],
  sslscan: [0.31, 0.44, 0.35, 4, 5],
  whatweb: [2.9, 1.1, 0.9],
  'whatweb, thorough': [2, 10],
  'testssl, some checks': [36, 38, 20],
  testssl: [175, 128],
  ffuf: [0.42, 0.65, 0.88],
  gobuster: [0.29, 0.35, 0.28],
  wapiti: [10.8, 7.8, 9.6, 5.3, 5.6],
  sqlmap: [1, 0.9, 1.5, 9.7],
  dnsrecon: [0.8, 0.5, 0.5],
  wafw00f: [0.2],
  arjun: [0.7, 1, 1],
  'ssh-audit': [0.25],
  nikto: [5.6, 5.6],
  dirsearch: [5.2],
};

const FEWEST_RUNS = 4;
const MOST_RUNS = 9;
/** The same tool on another endpoint takes another while. */
const SPREAD = 0.15;

/** The runs of one scan, in the order in which somebody wrote them down. */
export interface MixedRun {
  readonly tool: string;
  readonly durationMs: number;
}

/** Four to nine runs of tools that were drawn by lot; one tool may run on several endpoints. */
export function scanMix(random: () => number): readonly MixedRun[] {
  const tools = Object.entries(MEASURED_SECONDS);
  return Array.from({ length: wholeBetween(random, FEWEST_RUNS, MOST_RUNS) }, () => {
    const [tool, seconds] = oneOf(random, tools);
    return { tool, durationMs: oneOf(random, seconds) * 1000 * off(random, SPREAD) };
  });
}

/** A factor that is wrong by at most so much: 0.2 gives 0.8 to 1.2. */
export function off(random: () => number, share: number): number {
  return 1 - share + 2 * share * random();
}
