import { type ScriptRule } from './nmap-finding.js';
import { listOf, tableOf } from './nmap-script.js';

/** The lists of algorithms that a server sends, and which of them are weak. */
const WEAK_ALGORITHMS: readonly { readonly table: string; readonly weakness: string; readonly weak: RegExp }[] = [
  { table: 'kex_algorithms', weakness: 'ssh.kex.weak', weak: /-sha1(?:-|$)|^rsa1024/ },
  { table: 'server_host_key_algorithms', weakness: 'ssh.hostkey.weak', weak: /^ssh-(?:dss|rsa)(?:-|$)/ },
  {
    table: 'encryption_algorithms',
    weakness: 'ssh.cipher.weak',
    weak: /-cbc|^3des|^des|arcfour|blowfish|cast128|^none$/,
  },
  { table: 'mac_algorithms', weakness: 'ssh.mac.weak', weak: /md5|sha1(?!\d)|ripemd|umac-64|-96\b|^none$/ },
];

/** Reads the algorithms that `ssh2-enum-algos` lists. */
export const sshAlgorithmRule: ScriptRule = ({ script }) =>
  WEAK_ALGORITHMS.flatMap(({ table, weakness, weak }) => {
    const offered = listOf(tableOf(script.data, table)).filter((algorithm) => weak.test(algorithm));
    return offered.length === 0 ? [] : [{ weakness, evidence: `${table}: ${offered.join(', ')}` }];
  });

export const sshVersion1Rule: ScriptRule = ({ script }) =>
  script.output.includes('supports SSHv1') ? [{ weakness: 'ssh.protocol.v1', evidence: script.output }] : [];
