import { FALLBACK_SCSV } from './client-hello.js';
import { isChaCha } from './suite-lists.js';
import { type TlsConversation } from './tls-conversation.js';
import { type TlsVersion } from './tls-versions.js';
import { type TlsLine } from './tls.schema.js';

/** Enough to see who chooses, and short enough for any server. */
const MAX_SUITES_IN_ORDER = 60;

/**
 * Offers the accepted suites of a version twice, the second time in reverse: a server with an order of its own answers
 * both with the same suite. ChaCha20 stays out, for servers follow the client there to spare devices without AES.
 */
export async function* tryOrder(
  talk: TlsConversation,
  version: TlsVersion,
  accepted: readonly number[],
): AsyncGenerator<TlsLine, void> {
  const suites = accepted.filter((suite) => !isChaCha(suite)).slice(0, MAX_SUITES_IN_ORDER);
  if (suites.length < 2) return;
  yield* talk.ask(version, 'order', suites);
  yield* talk.ask(version, 'order', suites.toReversed());
}

/** Offers an old version together with the signal that says the client had fallen back to it (RFC 7507). */
export async function* tryFallback(
  talk: TlsConversation,
  version: TlsVersion,
  accepted: readonly number[],
): AsyncGenerator<TlsLine, void> {
  yield* talk.ask(version, 'fallback', [...accepted.slice(0, MAX_SUITES_IN_ORDER), FALLBACK_SCSV]);
}
