import { join } from 'node:path';
import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { type RunPaths, type ToolRunRequest } from '../../tool-adapter.js';
import { webAddressFor } from '../../web-address.js';
import { answersToSqlmap } from './sqlmap.answers.js';
import { SQLMAP_EFFORTS } from './sqlmap.profiles.js';
import { attackedService, hostHeaderFor, scopeOf } from './sqlmap.target.js';

const RISK = 1;
/** How long a database is asked to sleep. sqlmap measures the usual answer first, and asks again before it believes. */
const SLEEP_SECONDS = 2;
const ANSWER_TIMEOUT_SECONDS = 10;
const RETRIES = 1;

/**
 * Detection only: nothing is read out of a database. No redirect is followed, no form is submitted. `--offline` is not given,
 * for it keeps sqlmap from asking the target too.
 */
export function sqlmapCommand({ endpoint, profile }: ToolRunRequest, { workdir }: RunPaths): CommandSpec {
  const { crawlDepth, level, techniques } = SQLMAP_EFFORTS[profile];
  const hostHeader = hostHeaderFor(endpoint);
  return {
    program: 'sqlmap',
    args: [
      ...['-u', webAddressFor({ ...endpoint, ...attackedService(endpoint) })],
      ...(hostHeader === undefined ? [] : [`--host=${hostHeader}`]),
      ...['--batch', '--disable-coloring', `--answers=${answersToSqlmap()}`],
      ...[`--crawl=${crawlDepth}`, `--scope=${scopeOf(endpoint)}`, '--ignore-redirects'],
      ...[`--level=${level}`, `--risk=${RISK}`, `--technique=${techniques}`, `--time-sec=${SLEEP_SECONDS}`],
      ...['--skip-waf', `--timeout=${ANSWER_TIMEOUT_SECONDS}`, `--retries=${RETRIES}`],
      `--output-dir=${join(workdir, 'sqlmap')}`,
    ],
    parsed: ['stdout', 'stderr'],
  };
}
