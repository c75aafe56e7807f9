import { tryFallback } from './suite-preference.js';
import { type VersionResult } from './suite-trial.js';
import { type TlsConversation } from './tls-conversation.js';
import { TLS_VERSIONS, type ProtocolVersion, type TlsVersion } from './tls-versions.js';
import { type TlsLine } from './tls.schema.js';

/** Versions to which a downgrade does harm. */
const OLD_VERSIONS: readonly ProtocolVersion[] = ['TLS 1.1', 'TLS 1.0', 'SSL 3.0'];

/**
 * Asks whether the server notices a downgrade from its best version to an old one. A server that has only one version, or
 * no old one, has nothing to be downgraded to: then nothing is asked.
 */
export async function* tryDowngrade(
  talk: TlsConversation,
  results: ReadonlyMap<ProtocolVersion, VersionResult>,
): AsyncGenerator<TlsLine, void> {
  const old = downgradeTarget((version) => results.get(version)?.outcome === 'accepted');
  if (old !== undefined) yield* tryFallback(talk, old, results.get(old)?.accepted ?? []);
}

/** The best old version below the best version of a server; undefined when there is none. */
export function downgradeTarget(accepts: (version: TlsVersion) => boolean): TlsVersion | undefined {
  const [, ...lower] = TLS_VERSIONS.filter(accepts);
  return lower.find((version) => OLD_VERSIONS.includes(version));
}
