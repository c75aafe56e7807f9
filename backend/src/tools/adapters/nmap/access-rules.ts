import { type Severity } from '../../../findings/severity.js';
import { type NmapFinding, type ScriptRule } from './nmap-finding.js';
import { listOf, type NmapScript, tableOf, tablesOf, valueOf } from './nmap-script.js';

/** Redis lists its facts only to those it has let in. */
export const redisRule: ScriptRule = ({ script }) =>
  valueOf(script.data, 'Version') === undefined ? [] : [finding('redis.unauthenticated', script)];

export const anonymousFtpRule: ScriptRule = ({ script }) =>
  script.output.startsWith('Anonymous FTP login allowed') ? [finding('ftp.anonymous', script)] : [];

/** The list of databases is given to those only who may read them. */
export const mongodbRule: ScriptRule = ({ script }) =>
  /\btotalSize\b/.test(script.output) ? [finding('database.unauthenticated', script)] : [];

export const memcachedRule: ScriptRule = ({ script }) =>
  valueOf(script.data, 'Authentication') === 'no' ? [finding('database.unauthenticated', script)] : [];

export const emptyPasswordRule: ScriptRule = ({ script }) =>
  /account has empty password/.test(script.output) ? [finding('database.unauthenticated', script)] : [];

export const vncRule: ScriptRule = ({ script }) => {
  const types = tablesOf(tableOf(script.data, 'Security types')).map(({ table }) => valueOf(table, 'type'));
  return types.includes('1') ? [own(script, 'VNC asks for no password', 'high')] : [];
};

export const x11Rule: ScriptRule = ({ script }) =>
  script.output.includes('access is granted') ? [own(script, 'X server lets anyone in', 'high')] : [];

export const nfsRule: ScriptRule = ({ script }) => [own(script, 'NFS tells what it exports', 'low')];

export const rsyncRule: ScriptRule = ({ script }) => [own(script, 'rsync lists its modules to anyone', 'low')];

export const smbDialectRule: ScriptRule = ({ script }) =>
  listOf(tableOf(script.data, 'dialects')).some((dialect) => dialect.includes('SMBv1'))
    ? [own(script, 'SMB 1 is offered', 'medium')]
    : [];

export const smbSigningRule: ScriptRule = ({ script }) =>
  /signing (?:enabled but )?not required|signing is disabled/i.test(script.output)
    ? [own(script, 'SMB does not require signed messages', 'medium')]
    : [];

/** A finding with a key of its own, for what the catalogue does not name. */
export function own(script: NmapScript, title: string, severity: Severity): NmapFinding {
  return { ...finding(`nmap.script.${script.id}`, script), title, severity };
}

function finding(weakness: string, script: NmapScript): NmapFinding {
  return { weakness, evidence: script.output };
}
