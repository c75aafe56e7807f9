import { evidenceOf } from '../../../findings/evidence.js';
import { type Observation } from '../../../findings/observation.js';
import { type Endpoint, type ObservedEndpoint } from '../../../targets/endpoint.js';
import { webPageOf } from '../../web-address.js';
import { folderOf } from './ffuf.command.js';
import { type FfufResult } from './ffuf.schema.js';

/** First segments of a path that stand for administration, without extension. */
const ADMINISTRATION =
  /^(?:[\w-]*admin[\w-]*|admincp|backend|backoffice|console|control-?panel|cp|cpanel|dashboard|grafana|jenkins|jmx-console|kibana|manage|management|manager|mgmt|nagios|panel|phppgadmin|pma|wp-login|zabbix)(?:[./]|$)/i;

/** What an answer says: a path is there. What is behind it ffuf does not look at. */
export function observationOf(result: FfufResult, endpoint: Endpoint): Observation {
  return observationAt(pathOf(result, `${folderOf(endpoint)}${result.input.FUZZ}`), result, endpoint);
}

/** The same for an answer of which the path is known. */
export function observationAt(path: string, result: FfufResult, endpoint: ObservedEndpoint): Observation {
  return {
    weakness: isOpenAdministration(result) ? 'http.path.admin' : 'http.path.discovered',
    rule: result.input.FUZZ,
    endpoint: webPageOf(endpoint, path),
    title: evidenceOf(`${path} ${answerInWords(result.status)}`, 200),
    evidence: evidenceOf(describe(result, path), 1000),
  };
}

/** A refusal is what an administration page should answer to a stranger. */
function isOpenAdministration({ input, status }: FfufResult): boolean {
  return ADMINISTRATION.test(input.FUZZ) && status !== 403;
}

/** A folder has its slash, as other tools name it, when the server redirects to it. */
export function pathOf({ redirectlocation, url }: FfufResult, path: string): string {
  if (redirectlocation === '' || !URL.canParse(redirectlocation, url)) return path;
  return new URL(redirectlocation, url).pathname === `${path}/` ? `${path}/` : path;
}

function answerInWords(status: number): string {
  if (status === 401) return 'asks for a login';
  if (status === 403) return 'exists and is refused';
  if (status === 405) return 'exists and wants another method';
  return status >= 300 ? 'redirects' : 'answers';
}

function describe({ status, length, words, lines, redirectlocation }: FfufResult, path: string): string {
  const target = redirectlocation === '' ? '' : `, to ${redirectlocation}`;
  return `GET ${path} was answered with HTTP ${status}${target}; ${length} bytes, ${words} words, ${lines} lines`;
}
