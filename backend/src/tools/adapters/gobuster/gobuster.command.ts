import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { folderOf } from '../../path-discovery/discovered-path.js';
import { TELLING_STATUSES, wordListOf } from '../../path-discovery/word-lists.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { webAddressFor } from '../../web-address.js';

const ANSWER_TIMEOUT = '10s';
const CONNECTIONS = 4;

/**
 * Without `--quiet`, for only then gobuster tells that it came to its end. `-b ''` empties its list of statuses to leave out,
 * beside which those of `-s` would not count.
 */
export function gobusterCommand({ endpoint, profile }: ToolRunRequest): CommandSpec {
  return {
    program: 'gobuster',
    args: [
      'dir',
      ...['-u', webAddressFor({ ...endpoint, path: folderOf(endpoint) })],
      ...['-w', wordListOf(profile)],
      ...['-s', TELLING_STATUSES, '-b', ''],
      ...['-t', `${CONNECTIONS}`, '--timeout', ANSWER_TIMEOUT],
      ...['--no-tls-validation', '--no-color'],
    ],
    parsed: ['stdout', 'stderr'],
  };
}
