import { type ParsedTarget, type TargetKind } from './target.js';
import { type WebScheme } from './target-url.js';

/** A target that was recorded. There is one for each canonical spelling. */
export interface TargetRecord {
  /** UUID version 7: sorted by time of creation. */
  readonly id: string;
  /** As it was typed when it was recorded first. */
  readonly input: string;
  readonly canonical: string;
  readonly kind: TargetKind;
  /** Name or address; the first address of a range. */
  readonly host: string;
  readonly port?: number;
  readonly scheme?: WebScheme;
  /** Path and query of a URL. */
  readonly path?: string;
  /** Prefix length of a range. */
  readonly prefix?: number;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

/** What is kept of a parsed target, apart from what recording adds. */
export type TargetFacts = Omit<TargetRecord, 'id' | 'input' | 'createdAt'>;

export function factsOf(target: ParsedTarget): TargetFacts {
  const { kind, canonical } = target;
  if (target.kind === 'cidr') {
    return { kind, canonical, host: target.network.address, prefix: target.network.prefix };
  }
  const { host, port } = target;
  const facts = { kind, canonical, host, ...(port === undefined ? {} : { port }) };
  return target.kind === 'url' ? { ...facts, scheme: target.scheme, path: target.path } : facts;
}
