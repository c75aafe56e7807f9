import { evidenceOf } from '../../findings/evidence.js';
import { type Observation } from '../../findings/observation.js';
import { type Endpoint, type ObservedEndpoint } from '../../targets/endpoint.js';
import { webPageOf } from '../web-address.js';
import { type PathAnswer } from './path-baseline.js';

/** First segments of a path that stand for administration, without extension. */
const ADMINISTRATION =
  /^(?:[\w-]*admin[\w-]*|admincp|backend|backoffice|console|control-?panel|cp|cpanel|dashboard|grafana|jenkins|jmx-console|kibana|manage|management|manager|mgmt|nagios|panel|phppgadmin|pma|wp-login|zabbix)(?:[./]|$)/i;

/** The folder in which paths are looked for, absolute, with slashes at both ends. */
export function folderOf({ path: place = '/' }: Pick<Endpoint, 'path'>): string {
  const [path = ''] = place.split('?');
  return path.slice(0, path.lastIndexOf('/') + 1) || '/';
}

/** A folder has its slash, as other tools name it, when the server redirects to it. `address` is what was asked for. */
export function pathBehind(path: string, redirect: string, address: string): string {
  if (redirect === '' || !URL.canParse(redirect, address)) return path;
  return new URL(redirect, address).pathname === `${path}/` ? `${path}/` : path;
}

/** What an answer says: a path is there. What is behind it was not looked at. */
export function discoveredPath(
  path: string,
  answer: PathAnswer,
  endpoint: ObservedEndpoint,
): Pick<Observation, 'weakness' | 'rule' | 'endpoint' | 'title'> {
  return {
    weakness: isOpenAdministration(answer) ? 'http.path.admin' : 'http.path.discovered',
    rule: answer.word,
    endpoint: webPageOf(endpoint, path),
    title: evidenceOf(`${path} ${answerInWords(answer.status)}`, 200),
  };
}

/** A refusal is what an administration page should answer to a stranger. */
function isOpenAdministration({ word, status }: PathAnswer): boolean {
  return ADMINISTRATION.test(word) && status !== 403;
}

function answerInWords(status: number): string {
  if (status === 401) return 'asks for a login';
  if (status === 403) return 'exists and is refused';
  if (status === 405) return 'exists and wants another method';
  return status >= 300 ? 'redirects' : 'answers';
}
