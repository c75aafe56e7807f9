import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type Endpoint, type ObservedEndpoint } from '../../../targets/endpoint.js';
import { discoveredPath, folderOf, pathBehind } from '../../path-discovery/discovered-path.js';
import { type PathAnswer } from '../../path-discovery/path-baseline.js';
import { type FfufResult } from './ffuf.schema.js';

/** What an answer says: a path is there. What is behind it ffuf does not look at. */
export function observationOf(result: FfufResult, endpoint: Endpoint): Observation {
  return observationAt(pathOf(result, `${folderOf(endpoint)}${result.input.FUZZ}`), result, endpoint);
}

/** The same for an answer of which the path is known. */
export function observationAt(path: string, result: FfufResult, endpoint: ObservedEndpoint): Observation {
  return {
    ...discoveredPath(path, answerIn(result), endpoint),
    evidence: evidenceOf(describe(result, path), 1000),
  };
}

/** What the path lists and their baseline look at. */
export function answerIn({ input, status, redirectlocation }: FfufResult): PathAnswer {
  return { word: input.FUZZ, status, redirect: redirectlocation };
}

/** A folder has its slash, as other tools name it, when the server redirects to it. */
export function pathOf({ redirectlocation, url }: FfufResult, path: string): string {
  return pathBehind(path, redirectlocation, url);
}

function describe({ status, length, words, lines, redirectlocation }: FfufResult, path: string): string {
  const target = redirectlocation === '' ? '' : `, to ${redirectlocation}`;
  return `GET ${path} was answered with HTTP ${status}${target}; ${length} bytes, ${words} words, ${lines} lines`;
}
