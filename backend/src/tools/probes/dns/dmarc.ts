export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** The policies of a DMARC record (RFC 7489, 6.3). */
export interface Dmarc {
  /** For mail of the domain itself; absent when the record states none, which makes it void. */
  readonly policy?: DmarcPolicy;
  /** For mail of names below the domain; absent means `policy` counts there as well. */
  readonly subdomainPolicy?: DmarcPolicy;
}

const POLICIES: readonly string[] = ['none', 'quarantine', 'reject'] satisfies DmarcPolicy[];

/** Whether a TXT record is a DMARC record: the version is its first tag, in capitals. */
export function isDmarc(record: string): boolean {
  return /^v\s*=\s*DMARC1\s*(?:;|$)/.test(record);
}

export function parseDmarc(record: string): Dmarc {
  const tags = new Map(record.split(';').map(tagOf));
  const [policy, subdomainPolicy] = [policyOf(tags.get('p')), policyOf(tags.get('sp'))];
  // Without a valid policy, but with somewhere to report to, receivers take "none" (RFC 7489, 6.6.3).
  const effective = policy ?? (tags.has('rua') ? 'none' : undefined);
  return {
    ...(effective === undefined ? {} : { policy: effective }),
    ...(subdomainPolicy === undefined ? {} : { subdomainPolicy }),
  };
}

function tagOf(part: string): [string, string] {
  const [name = '', ...value] = part.split('=');
  return [name.trim().toLowerCase(), value.join('=').trim()];
}

function policyOf(value: string | undefined): DmarcPolicy | undefined {
  const lower = value?.toLowerCase();
  return isPolicy(lower) ? lower : undefined;
}

function isPolicy(value: string | undefined): value is DmarcPolicy {
  return value !== undefined && POLICIES.includes(value);
}
