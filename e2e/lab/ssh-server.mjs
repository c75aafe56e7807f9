// OpenSSH with algorithms that were given up long ago. Nobody can log in.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOver, startServer } from './lab-process.mjs';
import { accepts, HOST } from './ports.mjs';
import { requireProgram } from './programs.mjs';

/** @param {string} folder @param {number} port */
export function startSsh(folder, port) {
  const hostKey = join(folder, 'host_rsa');
  execFileSync(requireProgram('ssh-keygen'), ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', hostKey]);
  handOver(hostKey);
  const settings = join(folder, 'sshd_config');
  writeFileSync(
    settings,
    `Port ${port}
ListenAddress ${HOST}
HostKey ${hostKey}
PidFile none
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
AuthorizedKeysFile none
KexAlgorithms diffie-hellman-group1-sha1,diffie-hellman-group14-sha1,curve25519-sha256
HostKeyAlgorithms ssh-rsa,rsa-sha2-256
Ciphers 3des-cbc,aes128-cbc,aes256-ctr
MACs hmac-md5,hmac-sha1,hmac-sha2-256
`,
  );
  return startServer({
    name: 'sshd',
    program: 'sshd',
    args: ['-D', '-e', '-f', settings],
    folder,
    isReady: () => accepts(port),
  });
}
