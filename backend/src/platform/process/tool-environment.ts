import { SEARCH_FOLDERS } from './program-search.js';

/** The variable by which the processes of a run are found again, even when they left their group. */
export const TOKEN_VARIABLE = 'SCAN_TOKEN';

/** All that a tool sees of the environment: nothing of the server's own, which holds its secrets. */
export function toolEnvironment(
  token: string,
  workdir: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    PATH: SEARCH_FOLDERS.join(':'),
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    ...extra,
    HOME: workdir,
    TMPDIR: workdir,
    [TOKEN_VARIABLE]: token,
  };
}
