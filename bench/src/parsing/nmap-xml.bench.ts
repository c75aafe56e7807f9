import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, type BenchContext, type Measurement } from '../bench.js';
import { besideIdle } from '../running/beside-idle.js';
import { MOST_PORTS, writeNmapReport } from './nmap-report-file.js';
import { type NmapRunCost, type NmapRunOrder } from './nmap-run.js';

const RUN = join(import.meta.dirname, 'nmap-run.js');
/** About 1.5 kB each. */
const SIZE = { quick: { ports: 6554, rounds: 1 }, full: { ports: MOST_PORTS, rounds: 5 } };

/** One large report through everything that reads it in a run. */
export const nmapXml: Bench = {
  id: 'nmap-xml',
  title: 'A large nmap report',
  about:
    'A report of 100 MB (quick: 10 MB), one host with every port open, as large as a report of one host gets. It is carried through the ' +
    "server's own process runner, run session, artefact store, nmap parser and observer, in a new process for each round; `cp` stands " +
    'in for nmap and leaves the report in the folder of the run. Storing what was observed is left out: it is measured by itself.',
  rows: [
    {
      id: 'resident',
      what: 'resident memory, peak above that before the run',
      unit: 'MB',
      statistic: 'max',
      reach: [{ of: 'ours', is: 'at most', value: 150 }],
      ifNotReached:
        'The report is read in pieces of 16 kB; what stays is a line for each open port, and what the garbage collector has not taken yet.',
    },
    {
      id: 'loop-delay',
      what: 'event-loop delay p99 during the run',
      unit: 'ms',
      baseline: 'a process that does nothing, at the same time',
      statistic: 'max',
      reach: [{ of: 'ours', is: 'at most', value: 50 }],
      ifNotReached:
        'A piece of 16 kB is parsed in one go, in 2 ms of processor time; whatever else wants the cores delays the loop as well. How much that is, the process that does nothing tells.',
    },
    { id: 'seconds', what: 'the whole run', unit: 's', reach: [], ifNotReached: '' },
  ],
  run: measure,
};

async function measure({ mode, folder, say }: BenchContext): Promise<Measurement> {
  const { ports, rounds } = SIZE[mode];
  const report = join(folder, 'report.xml');
  await writeNmapReport(report, ports);
  const megabytes = (await stat(report)).size / 1e6;
  const costs: NmapRunCost[] = [];
  const idleDelays: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const place = join(folder, String(round));
    await mkdir(place);
    const { result: cost, idle } = await besideIdle(() => costOf({ report, folder: place }));
    if (cost.outcome !== 'succeeded') throw new Error(`The run ended ${cost.outcome}: ${cost.reason ?? ''}`);
    say(
      `${cost.seconds.toFixed(1)} s, ${cost.residentGrowthMb.toFixed(0)} MB, p99 ${cost.loopDelayP99Ms.toFixed(0)} ms`,
    );
    costs.push(cost);
    idleDelays.push(idle.p99);
  }
  const [first] = costs;
  const count = (figure: number | undefined): string => (figure ?? 0).toLocaleString('en-US');
  return {
    rounds: {
      resident: { ours: costs.map(({ residentGrowthMb }) => residentGrowthMb) },
      'loop-delay': { ours: costs.map(({ loopDelayP99Ms }) => loopDelayP99Ms), baseline: idleDelays },
      seconds: { ours: costs.map(({ seconds }) => seconds) },
    },
    notes: [
      `The report has ${megabytes.toFixed(1)} MB, ${count(ports)} open ports, and gave ${count(first?.observations)} observations.`,
      `The longest that the loop was held up in any round was ${Math.max(...costs.map(({ loopDelayMaxMs }) => loopDelayMaxMs)).toFixed(0)} ms.`,
      'The parser takes such a file whole. It refuses a report with more than 2,000,000 elements or 64 million characters of text ' +
        'and attribute values, and the server cuts a file at 256 MB: the run then ends as partial, and says why.',
    ],
    charts: [],
  };
}

async function costOf(order: NmapRunOrder): Promise<NmapRunCost> {
  const child = fork(RUN, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  const told = once(child, 'message');
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The run ended with code ${code}`)));
  child.send(order);
  const [cost] = (await Promise.race([told, ended])) as [NmapRunCost];
  ended.catch(() => undefined); // it ends when it has told
  return cost;
}
