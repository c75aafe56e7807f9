// Which programs the lab needs, and from which Debian package each comes.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Fixed: what a user has put before it on PATH must not change what the lab runs. */
const SEARCH_PATH = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Program -> Debian package. */
const PACKAGES = {
  nginx: 'nginx-light',
  'redis-server': 'redis-server',
  sshd: 'openssh-server',
  'ssh-keygen': 'openssh-client',
  named: 'bind9',
  openssl: 'openssl',
  setpriv: 'util-linux',
};

/** Scanners that tests point at the lab, where the package has another name. */
const SCANNER_PACKAGES = { testssl: 'testssl.sh' };

/** @param {string} name @returns {string | undefined} absolute path; undefined when it is not installed */
export function findProgram(name) {
  return SEARCH_PATH.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** @param {string} name @returns {string} absolute path @throws Error with the install command */
export function requireProgram(name) {
  const path = findProgram(name);
  if (path === undefined) throw new Error(describeMissing([name]));
  return path;
}

/** Names of the programs the lab needs that are not installed. @returns {string[]} */
export function missingPrograms() {
  return Object.keys(PACKAGES).filter((name) => findProgram(name) === undefined);
}

/** What is missing and how to get it. @param {readonly string[]} names @returns {string} */
export function describeMissing(names) {
  const packages = [...new Set(names.map((name) => PACKAGES[name] ?? SCANNER_PACKAGES[name] ?? name))];
  return `Not installed: ${names.join(', ')}. Get it with apt-get install --no-install-recommends ${packages.join(' ')}`;
}
