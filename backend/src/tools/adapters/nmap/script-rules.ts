import {
  anonymousFtpRule,
  emptyPasswordRule,
  memcachedRule,
  mongodbRule,
  nfsRule,
  own,
  redisRule,
  rsyncRule,
  smbDialectRule,
  smbSigningRule,
  vncRule,
  x11Rule,
} from './access-rules.js';
import {
  httpEnumRule,
  httpGitRule,
  httpMethodsRule,
  httpTraceRule,
  nameServerVersionRule,
  serverHeaderRule,
} from './http-rules.js';
import { type NmapFinding, type ScriptContext, type ScriptRule } from './nmap-finding.js';
import { saysNothing, scriptFailed } from './nmap-script.js';
import { sshAlgorithmRule, sshVersion1Rule } from './ssh-rules.js';
import { certificateRule, cipherRule } from './tls-rules.js';
import { vulnersRule } from './version-rules.js';
import { distrustOf, isUndecided, vulnerabilityRule } from './vulnerability-rules.js';

/** What became of a script's output. */
export interface ScriptReading {
  readonly findings: readonly NmapFinding[];
  /** A line for people about output that is not reported. */
  readonly note?: string;
}

const RULES: ReadonlyMap<string, ScriptRule> = new Map([
  ['dns-nsid', nameServerVersionRule],
  ['ftp-anon', anonymousFtpRule],
  ['http-enum', httpEnumRule],
  ['http-git', httpGitRule],
  ['http-methods', httpMethodsRule],
  ['http-server-header', serverHeaderRule],
  ['http-trace', httpTraceRule],
  ['memcached-info', memcachedRule],
  ['mongodb-databases', mongodbRule],
  ['ms-sql-empty-password', emptyPasswordRule],
  ['mysql-empty-password', emptyPasswordRule],
  ['nfs-showmount', nfsRule],
  ['redis-info', redisRule],
  ['rsync-list-modules', rsyncRule],
  ['smb-protocols', smbDialectRule],
  ['smb2-security-mode', smbSigningRule],
  ['ssh2-enum-algos', sshAlgorithmRule],
  ['sshv1', sshVersion1Rule],
  ['ssl-cert', certificateRule],
  ['ssl-enum-ciphers', cipherRule],
  ['vnc-info', vncRule],
  ['vulners', vulnersRule],
  ['x11-access', x11Rule],
]);

/** Scripts that describe a service; what they say is no weakness, and other checks judge the same better. */
const DESCRIPTIONS = new Set([
  'fingerprint-strings',
  'http-headers',
  'http-robots.txt',
  'http-security-headers',
  'http-title',
  'ssh-hostkey',
  'ssl-date',
  'tls-alpn',
]);

/** Turns one script's output into findings. Output of a script without a rule becomes a finding with a key of its own. */
export function readScript(context: ScriptContext): ScriptReading {
  const { script } = context;
  if (scriptFailed(script)) return { findings: [], note: `script ${script.id} broke off: ${script.output.trim()}` };
  if (saysNothing(script)) return { findings: [] };
  const rule = RULES.get(script.id);
  if (rule !== undefined) return { findings: rule(context) };
  if (DESCRIPTIONS.has(script.id)) return { findings: [] };
  return readOther(context);
}

function readOther(context: ScriptContext): ScriptReading {
  if (isUndecided(context.script)) return { findings: [], note: `script ${context.script.id} could not decide` };
  const vulnerabilities = vulnerabilityRule(context);
  if (vulnerabilities.length === 0) return { findings: [own(context.script, `nmap: ${context.script.id}`, 'info')] };
  const distrust = distrustOf(context);
  if (distrust === undefined) return { findings: vulnerabilities };
  return { findings: [], note: `script ${context.script.id} reports a vulnerability and is not believed: ${distrust}` };
}
