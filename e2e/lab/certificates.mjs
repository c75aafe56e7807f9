// Keys and certificates of the lab, made anew at each start: no private key lies in the repository.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireProgram } from './programs.mjs';

/** `openssl ca` is the one command of OpenSSL 3.0 that sets both dates. */
const AUTHORITY = `[ca]
default_ca = lab
[lab]
dir = .
database = ./index.txt
new_certs_dir = .
rand_serial = yes
policy = any
unique_subject = no
[any]
commonName = supplied
[leaf]
subjectAltName = DNS:localhost, IP:127.0.0.1
basicConstraints = critical, CA:false
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
`;

/** @typedef {{ key: string, certificate: string }} CertificateFiles absolute paths */

/**
 * @param {string} folder empty folder to write in
 * @returns {{ weak: CertificateFiles, good: CertificateFiles, authority: CertificateFiles }}
 *   `weak`: RSA with 1024 bits, SHA-1, its own issuer, expired since 2021. `good`: from `authority`, valid for 60 days.
 */
export function makeCertificates(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ca.cnf'), AUTHORITY);
  writeFileSync(join(folder, 'index.txt'), '');
  const run = (...args) => execFileSync(requireProgram('openssl'), args, { cwd: folder, stdio: 'pipe' });
  const request = (name, commonName, ...key) =>
    run(
      'req',
      '-new',
      '-nodes',
      '-newkey',
      ...key,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${commonName}`,
    );
  const sign = (name, ...options) =>
    run('ca', '-config', 'ca.cnf', '-batch', '-notext', '-in', `${name}.csr`, '-out', `${name}.pem`, ...options);

  request('weak', 'weak.lab.test', 'rsa:1024');
  sign(
    'weak',
    '-selfsign',
    '-keyfile',
    'weak.key',
    '-md',
    'sha1',
    '-startdate',
    '20190101000000Z',
    '-enddate',
    '20210101000000Z',
  );
  request('authority', 'Lab authority', 'rsa:2048');
  sign('authority', '-selfsign', '-keyfile', 'authority.key', '-md', 'sha256', '-days', '365', '-extensions', 'root');
  request('good', 'localhost', 'rsa:2048');
  sign(
    'good',
    '-keyfile',
    'authority.key',
    '-cert',
    'authority.pem',
    '-md',
    'sha256',
    '-days',
    '60',
    '-extensions',
    'leaf',
  );

  const files = (name) => ({ key: join(folder, `${name}.key`), certificate: join(folder, `${name}.pem`) });
  return { weak: files('weak'), good: files('good'), authority: files('authority') };
}
