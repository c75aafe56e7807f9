import { type SshAlgorithmList, WEAK_SSH_ALGORITHMS } from '../../ssh-algorithms.js';
import { type ScriptRule } from './nmap-finding.js';
import { listOf, tableOf } from './nmap-script.js';

/** The tables of `ssh2-enum-algos`. */
const TABLES: readonly (readonly [string, SshAlgorithmList])[] = [
  ['kex_algorithms', 'kex'],
  ['server_host_key_algorithms', 'hostKey'],
  ['encryption_algorithms', 'cipher'],
  ['mac_algorithms', 'mac'],
];

/** Reads the algorithms that `ssh2-enum-algos` lists. */
export const sshAlgorithmRule: ScriptRule = ({ script }) =>
  TABLES.flatMap(([table, list]) => {
    const { weakness, weak } = WEAK_SSH_ALGORITHMS[list];
    const offered = listOf(tableOf(script.data, table)).filter((algorithm) => weak.test(algorithm));
    return offered.length === 0 ? [] : [{ weakness, evidence: `${table}: ${offered.join(', ')}` }];
  });

export const sshVersion1Rule: ScriptRule = ({ script }) =>
  script.output.includes('supports SSHv1') ? [{ weakness: 'ssh.protocol.v1', evidence: script.output }] : [];
