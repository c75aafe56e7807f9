import { parse } from 'tldts';

/** Names of metadata services and of the machine around a container; never scanned, whatever the settings. */
const NEVER_NAMES: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'instance-data.ec2.internal',
  'host.docker.internal',
  'gateway.docker.internal',
  'kubernetes.docker.internal',
  'host.containers.internal',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
]);

/** Endings that name no machine: RFC 6761 (invalid), RFC 7686 (onion), RFC 9476 (alt), RFC 3172 (arpa). */
const NEVER_ENDINGS = ['invalid', 'onion', 'alt', 'arpa'];

/** RFC 6761 section 6.3, and the name that old hosts files use. */
const LOOPBACK_ENDINGS = ['localhost', 'localhost.localdomain', 'localhost6', 'localhost6.localdomain6'];

/** RFC 6762 (local) and its appendix G, RFC 8375 (home.arpa), RFC 6761 (test), and ICANN's reserved `internal`. */
const PRIVATE_ENDINGS = ['local', 'internal', 'intranet', 'private', 'corp', 'home', 'lan', 'home.arpa', 'test'];

/** What kind of name this is, as far as a scope policy cares. */
export type NameClass = 'never' | 'loopback' | 'public-suffix' | 'public' | 'private' | 'unknown';

/** Sorts a canonical host name. `unknown` has an ending that is neither registered nor customary in private networks. */
export function classOfName(name: string): NameClass {
  if (isLoopbackName(name)) return 'loopback';
  if (NEVER_NAMES.has(name)) return 'never';
  if (endsIn(name, PRIVATE_ENDINGS)) return 'private';
  if (endsIn(name, NEVER_ENDINGS)) return 'never';

  const { isIcann, publicSuffix } = parse(name, {
    extractHostname: false,
    detectIp: false,
    allowPrivateDomains: false,
  });
  if (isIcann === true) return publicSuffix === name ? 'public-suffix' : 'public';
  return name.includes('.') ? 'unknown' : 'private';
}

/** Whether a name stands for this machine itself. */
export function isLoopbackName(name: string): boolean {
  return endsIn(name, LOOPBACK_ENDINGS);
}

function endsIn(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name === ending || name.endsWith(`.${ending}`));
}
