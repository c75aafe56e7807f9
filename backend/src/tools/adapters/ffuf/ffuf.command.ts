import { type CommandSpec } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { folderOf } from '../../path-discovery/discovered-path.js';
import { TELLING_STATUSES, wordListOf } from '../../path-discovery/word-lists.js';
import { type RunPaths, type ToolRunRequest } from '../../tool-adapter.js';
import { webAddressFor } from '../../web-address.js';
import { FFUF_PROFILES } from './ffuf.profiles.js';

/** The word that ffuf replaces. */
const KEYWORD = 'FUZZ';
/** ffuf ends itself so long before the time limit, to write its report. */
const REPORT_SECONDS = 10;
const ANSWER_TIMEOUT_SECONDS = 10;
/** One at a time: with more, ffuf 1.1 loses some of what it found, at random and without a word. */
const CONNECTIONS = 1;

/** Without `-s`, for only then ffuf tells on stderr how many requests it has made and how many failed. */
export function ffufCommand({ endpoint, profile }: ToolRunRequest, paths: RunPaths): CommandSpec {
  const longest = FFUF_PROFILES[profile].timeLimitSeconds - REPORT_SECONDS;
  return {
    program: 'ffuf',
    args: [
      ...['-u', folderAddress(endpoint) + KEYWORD],
      ...['-w', wordListOf(profile)],
      ...['-of', 'json', '-o', paths.report],
      ...['-mc', TELLING_STATUSES, '-ac'],
      ...['-t', `${CONNECTIONS}`, '-timeout', `${ANSWER_TIMEOUT_SECONDS}`, '-maxtime', `${longest}`],
    ],
    parsed: ['stderr', 'report'],
  };
}

/** The folder's URL, in which the keyword cannot occur: the same host and path, spelt differently. */
function folderAddress(endpoint: Endpoint): string {
  const path = folderOf(endpoint).replaceAll(KEYWORD, encoded(KEYWORD));
  const host = endpoint.host.replaceAll(KEYWORD, KEYWORD.toLowerCase());
  return webAddressFor({ ...endpoint, host, path });
}

/** The word with its first letter as %XX. */
function encoded(word: string): string {
  return `%${word.charCodeAt(0).toString(16)}${word.slice(1)}`;
}
