import { originOf, type ServiceEndpoint } from '../../../targets/endpoint.js';
import { folderOf } from './exposure-list.js';

const MAX_LINKS = 300;
const MAX_FOLDERS = 12;

/** The folders of the same origin that a page takes files from, nearest to the root first. */
export function linkedFolders(html: string, endpoint: ServiceEndpoint): string[] {
  const origin = originOf(endpoint);
  const folders = new Set<string>();
  let seen = 0;
  for (const [, link = ''] of html.matchAll(/\s(?:href|src)\s*=\s*["']?([^"'\s>]{1,500})/gi)) {
    seen += 1;
    if (seen > MAX_LINKS) break;
    for (const folder of foldersOf(link, origin)) folders.add(folder);
  }
  const byDepth = [...folders].sort((one, other) => depthOf(one) - depthOf(other));
  return byDepth.slice(0, MAX_FOLDERS);
}

function foldersOf(link: string, origin: string): string[] {
  if (!URL.canParse(link, origin)) return [];
  const target = new URL(link, origin);
  if (target.origin !== new URL(origin).origin) return [];
  const names = folderOf(target.pathname)
    .split('/')
    .filter((name) => name !== '');
  return names.map((_, depth) => `/${names.slice(0, depth + 1).join('/')}/`);
}

function depthOf(folder: string): number {
  return folder.split('/').length;
}
