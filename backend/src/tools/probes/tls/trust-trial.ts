import { type TlsConversation } from './tls-conversation.js';
import { type TlsLine } from './tls.schema.js';
import { handshake, isAnchored, type TrustedHandshake } from './trusted-handshake.js';

/**
 * Finishes one handshake to learn whether its chain is trusted; also the only way to a certificate of TLS 1.3. The other
 * chains of a server with several keys are walked along their issuers only.
 */
export async function* judgeTrust(talk: TlsConversation): AsyncGenerator<TlsLine, void> {
  if (!talk.answered || talk.signal.aborted) return;
  const result = await handshake(talk.dial, talk.serverName, talk.signal);
  const shown = result.kind === 'done' ? yield* talk.recordChain(result.chain) : undefined;
  for (const [number, chain] of talk.chains.entries()) {
    yield trustLine(number, chain, number === shown ? result : { kind: 'failed' });
  }
}

function trustLine(number: number, chain: readonly Buffer[], result: TrustedHandshake): TlsLine {
  return {
    type: 'trust',
    chain: number,
    handshake: result.kind,
    ...(result.kind === 'done' && result.error !== undefined ? { error: result.error } : {}),
    anchored: isAnchored(chain),
  };
}
