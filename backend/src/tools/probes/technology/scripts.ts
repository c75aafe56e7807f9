import { type ServiceEndpoint } from '../../../targets/endpoint.js';
import { pathOnSameOrigin } from '../../http-transcript/same-origin.js';

const SCRIPT_SOURCE = /<script\b[^>]{0,2000}?\bsrc\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))/gi;

/** The sources of a page's scripts as they are written, each once, in order. */
export function scriptSourcesOf(html: string): string[] {
  return [...new Set([...html.matchAll(SCRIPT_SOURCE)].map((match) => match[1] ?? match[2] ?? match[3] ?? ''))];
}

/** The scripts that lie on the site itself: those of others are not asked for. */
export function scriptPathsOf(html: string, page: string, endpoint: ServiceEndpoint): string[] {
  const paths = scriptSourcesOf(html).flatMap((source) => pathOnSameOrigin(source, page, endpoint) ?? []);
  return [...new Set(paths)];
}
