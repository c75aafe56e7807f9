import { type DnsSubject, namesUpTo } from './dns-subject.js';
import { type Inquiry } from './inquiry.js';
import { gapOf } from './judgement.js';

/** The zone that holds a name, with the names of its servers; else why it is not known. */
export type ZonePlace =
  | { readonly kind: 'zone'; readonly zone: string; readonly servers: readonly string[] }
  | { readonly kind: 'no_zone' | 'unknown'; readonly reason: string };

/** A name server and where it is; without an address, why not. */
export type ZoneServer =
  { readonly name: string; readonly address: string } | { readonly name: string; readonly gap: string };

/** More servers are not asked; zones have two to eight. */
const MOST_SERVERS = 12;

/** Climbs from the host to the nearest name with name servers of its own, at most to the registered domain. */
export function findZone(subject: DnsSubject, inquiry: Inquiry): ZonePlace {
  for (const name of namesUpTo(subject)) {
    // An alias owns no zone; the resolver would answer for the name that it points to.
    const alias = name === subject.domain ? undefined : inquiry.ask(name, 'CNAME');
    if (alias?.kind === 'records') continue;
    const answer = inquiry.ask(name, 'NS');
    if (answer === undefined || answer.kind === 'failed') return { kind: 'unknown', reason: gapOf(name, 'NS', answer) };
    if (answer.kind === 'records') return { kind: 'zone', zone: name, servers: answer.records.slice(0, MOST_SERVERS) };
  }
  return { kind: 'no_zone', reason: `${subject.domain} is no zone of its own` };
}

/** Finds the address of each server, IPv4 first. */
export function locateServers(servers: readonly string[], inquiry: Inquiry): ZoneServer[] {
  return servers.map((name) => {
    for (const type of ['A', 'AAAA'] as const) {
      const answer = inquiry.ask(name, type);
      const [address] = answer?.kind === 'records' ? answer.records : [];
      if (address !== undefined) return { name, address };
      if (answer === undefined || answer.kind === 'failed') return { name, gap: gapOf(name, type, answer) };
    }
    return { name, gap: `${name} has no address` };
  });
}
