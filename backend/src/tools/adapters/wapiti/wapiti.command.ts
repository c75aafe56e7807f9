import { join } from 'node:path';
import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { originOf } from '../../../targets/endpoint.js';
import { type Profile, type RunPaths, type ToolRunRequest } from '../../tool-adapter.js';
import { webAddressFor, webServiceOf } from '../../web-address.js';
import { modulesOf } from './wapiti.modules.js';

/** How far a profile looks around. */
interface Reach {
  /** `page`: the address itself. `folder`: what lies below it on the same server. */
  readonly scope: 'page' | 'folder';
  readonly depth: number;
  readonly linksPerPage: number;
  readonly filesPerFolder: number;
  readonly crawlSeconds: number;
  /** For each module. */
  readonly attackSeconds: number;
}

const REACH: Readonly<Record<Profile, Reach>> = {
  quick: { scope: 'page', depth: 0, linksPerPage: 1, filesPerFolder: 1, crawlSeconds: 30, attackSeconds: 30 },
  standard: { scope: 'folder', depth: 4, linksPerPage: 50, filesPerFolder: 50, crawlSeconds: 60, attackSeconds: 60 },
  deep: { scope: 'folder', depth: 10, linksPerPage: 200, filesPerFolder: 200, crawlSeconds: 300, attackSeconds: 300 },
};

const ANSWER_TIMEOUT_SECONDS = 5;

/** An empty list of technologies: without one Wapiti downloads its own at each start, whether or not it is used. */
const CONFIG = join(import.meta.dirname, 'config');

export function wapitiCommand({ endpoint, profile }: ToolRunRequest, { workdir, report }: RunPaths): CommandSpec {
  const reach = REACH[profile];
  return {
    program: 'wapiti',
    args: [
      ...['-u', webAddressFor(endpoint), '--scope', reach.scope],
      ...['-m', modulesOf(profile).join(',')],
      ...['-d', `${reach.depth}`, '--max-links-per-page', `${reach.linksPerPage}`],
      ...['--max-files-per-dir', `${reach.filesPerFolder}`],
      ...['--max-scan-time', `${reach.crawlSeconds}`, '--max-attack-time', `${reach.attackSeconds}`],
      ...['-t', `${ANSWER_TIMEOUT_SECONDS}`, '--verify-ssl', '0'],
      // what a server is lured to fetch lies on itself, not on a server of Wapiti's makers
      ...['--endpoint', `${originOf(webServiceOf(endpoint))}/`],
      ...['--store-session', workdir, '--store-config', CONFIG],
      ...['--flush-session', '--no-bugreport', '-v', '1'],
      ...['-f', 'json', '-o', report],
    ],
    parsed: ['stdout', 'stderr', 'report'],
    env: { PYTHONUNBUFFERED: '1' }, // else nothing is seen of it until it ends
  };
}
