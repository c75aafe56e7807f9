import { createHash } from 'node:crypto';
import { type ObservedEndpoint } from '../targets/endpoint.js';

/** Raised when the inputs change; old fingerprints keep their prefix, so that a migration can tell them apart. */
const FINGERPRINT_VERSION = 'f1';
const SPLIT_VERSION = 's1';

/** What makes two observations the same finding. */
export interface Identity {
  readonly weakness: string;
  readonly endpoint: ObservedEndpoint;
  readonly discriminator?: string;
}

/**
 * The identity of a finding across scans and tools: weakness key + host + port + path + discriminator. The protocol and the
 * pinned address stay out: tools differ on the first, and the second changes with DNS.
 */
export function fingerprintOf({ weakness, endpoint, discriminator }: Identity): string {
  const parts = [
    weakness,
    endpoint.host.toLowerCase(),
    endpoint.port ?? '',
    endpoint.port === undefined ? '' : (endpoint.transport ?? 'tcp'),
    endpoint.path ?? '',
    discriminator ?? '',
  ];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
  return `${FINGERPRINT_VERSION}:${digest}`;
}

/** The fingerprint of what one tool says of a finding, when a person has split it off: `id` is that of the new finding. */
export function fingerprintOfSplit(fingerprint: string, tool: string, id: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([fingerprint, tool, id]))
    .digest('hex')
    .slice(0, 40);
  return `${SPLIT_VERSION}:${digest}`;
}
