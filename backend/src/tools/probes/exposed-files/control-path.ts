import { folderOf } from './exposure-list.js';

/**
 * What a server may tell paths apart by before it looks for a file: the folder and the extension. A control has the same
 * as the path that it is a control for, and a name that nobody has.
 */
export function controlFor(path: string, name: string): string {
  if (path.endsWith('/')) return `${folderOf(path.slice(0, -1))}${name}/`;
  const [plain = '', query] = path.split('?', 2);
  const file = plain.slice(plain.lastIndexOf('/') + 1);
  const control = `${folderOf(plain)}${file.startsWith('.') ? '.' : ''}${name}${extensionOf(file)}`;
  return query === undefined ? control : `${control}?${query}`;
}

/** Everything from the first dot after the beginning, and an editor's tilde: `.php.bak`, `.tar.gz`, `.php~`. */
function extensionOf(file: string): string {
  const dot = file.indexOf('.', 1);
  if (dot !== -1) return file.slice(dot);
  return file.endsWith('~') ? '~' : '';
}
