import { type Profile } from '../../tool-adapter.js';

/** Scripts that need one or two connections to a service they know. */
const QUICK_SCRIPTS = ['ftp-anon', 'redis-info', 'ssh2-enum-algos', 'sshv1'];

const STANDARD_SCRIPTS = [
  ...QUICK_SCRIPTS,
  'dns-nsid',
  'http-git',
  'http-methods',
  'http-server-header',
  'memcached-info',
  'mongodb-databases',
  'nfs-showmount',
  'rsync-list-modules',
  'smb-double-pulsar-backdoor',
  'smb-protocols',
  'smb-vuln-ms17-010',
  'smb2-security-mode',
  'ssl-cert',
  'vnc-info',
  'x11-access',
];

const DEEP_SCRIPTS = [
  ...STANDARD_SCRIPTS,
  'http-enum',
  'http-trace',
  'mysql-empty-password',
  'realvnc-auth-bypass',
  'rsa-vuln-roca',
  'ssl-ccs-injection',
  'ssl-dh-params',
  'ssl-enum-ciphers',
  'ssl-heartbleed',
  'ssl-poodle',
  'sslv2-drown',
];

/**
 * The scripts of each profile. Left out: those that attack, guess passwords or ask third parties, and those that were seen
 * to report what is not there.
 */
export const SCRIPTS: Readonly<Record<Profile, readonly string[]>> = {
  quick: QUICK_SCRIPTS,
  standard: STANDARD_SCRIPTS,
  deep: DEEP_SCRIPTS,
};

/** Scripts that look for one known vulnerability each. */
const VULNERABILITY_SCRIPTS = new Set([
  'realvnc-auth-bypass',
  'rsa-vuln-roca',
  'smb-double-pulsar-backdoor',
  'smb-vuln-ms17-010',
  'ssl-ccs-injection',
  'ssl-heartbleed',
  'ssl-poodle',
  'sslv2-drown',
]);

export function vulnerabilityScriptsOf(profile: Profile): readonly string[] {
  return SCRIPTS[profile].filter((script) => VULNERABILITY_SCRIPTS.has(script));
}
