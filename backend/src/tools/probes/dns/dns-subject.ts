import { getDomain } from 'tldts';

/** What is examined: the name that the user authorised, and the registered domain that it belongs to. */
export interface DnsSubject {
  readonly host: string;
  /** `host` itself or a name above it. */
  readonly domain: string;
}

/**
 * Finds the registered domain of a host name. A suffix below which a company lets others register (`github.io`) counts as a
 * border: what lies above belongs to somebody else. Undefined for a name without a domain, such as `localhost`.
 */
export function subjectOf(name: string): DnsSubject | undefined {
  const host = name.toLowerCase().replace(/\.$/, '');
  const domain = getDomain(host, { allowPrivateDomains: true, extractHostname: false });
  return domain === null ? undefined : { host, domain };
}

/** The host name and every name above it, up to the registered domain. */
export function namesUpTo({ host, domain }: DnsSubject): readonly string[] {
  const names = [host];
  for (let name = host; name !== domain && name.includes('.');) {
    name = name.slice(name.indexOf('.') + 1);
    names.push(name);
  }
  return names;
}
