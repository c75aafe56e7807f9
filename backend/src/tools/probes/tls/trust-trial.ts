import { type TlsConversation } from './tls-conversation.js';
import { type TlsLine } from './tls.schema.js';
import { handshake, isAnchored } from './trusted-handshake.js';

/** Finishes one handshake to learn whether the chain is trusted; also the only way to a certificate of TLS 1.3. */
export async function* judgeTrust(talk: TlsConversation): AsyncGenerator<TlsLine, void> {
  if (!talk.answered || talk.signal.aborted) return;
  const result = await handshake(talk.dial, talk.serverName, talk.signal);
  const chain = result.kind === 'done' ? result.chain : talk.firstChain;
  if (chain.length === 0) return;
  const number = yield* talk.recordChain(chain);
  yield {
    type: 'trust',
    ...(number === undefined ? {} : { chain: number }),
    handshake: result.kind,
    ...(result.kind === 'done' && result.error !== undefined ? { error: result.error } : {}),
    anchored: isAnchored(chain),
  };
}
