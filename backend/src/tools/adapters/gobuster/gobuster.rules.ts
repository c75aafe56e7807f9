import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { originOf, type ObservedEndpoint } from '../../../targets/endpoint.js';
import { discoveredPath, pathBehind } from '../../path-discovery/discovered-path.js';
import { type PathAnswer } from '../../path-discovery/path-baseline.js';
import { webServiceOf } from '../../web-address.js';
import { type GobusterFinding } from './gobuster.lines.js';

/** What an answer says: a path is there. What is behind it gobuster does not look at. */
export function observationOf(finding: GobusterFinding, path: string, endpoint: ObservedEndpoint): Observation {
  const address = originOf(webServiceOf(endpoint)) + path;
  const answer = answerIn(finding);
  return {
    ...discoveredPath(pathBehind(path, finding.redirect, address), answer, endpoint),
    rule: evidenceOf(answer.word, 200) || '/',
    toolSeverity: `HTTP ${finding.status}`,
    evidence: evidenceOf(finding.text, 1000),
  };
}

/** What the path lists and their baseline look at: the word without the slash that gobuster puts in front. */
export function answerIn({ place, status, redirect }: GobusterFinding): PathAnswer {
  return { word: place.replace(/^(?:https?:\/\/[^/]{1,300})?\//i, ''), status, redirect };
}
