import { X509Certificate } from 'node:crypto';
import { connect, rootCertificates, type TLSSocket } from 'node:tls';
import { lenientTls } from '../../lenient-tls.js';
import { MAX_CHAIN_LENGTH } from './server-hello.js';
import { type Dial } from './tls-exchange.js';
import { leadsToRoot } from './trust-walk.js';

/** The verdict of Node's own TLS client on a service. */
export type TrustedHandshake =
  | {
      readonly kind: 'done';
      /** Code of OpenSSL's verification, e.g. `CERT_HAS_EXPIRED`; absent when the chain is trusted. */
      readonly error?: string;
      readonly chain: readonly Buffer[];
    }
  /** Node could not handshake: too old a protocol, no answer, no certificate. */
  | { readonly kind: 'failed' };

/** Finishes one handshake with all that Node can still speak, to learn whether the chain is trusted. Never rejects. */
export function handshake(dial: Dial, serverName: string | undefined, signal: AbortSignal): Promise<TrustedHandshake> {
  if (signal.aborted) return Promise.resolve({ kind: 'failed' });
  return new Promise((resolve) => {
    const { address, port } = dial;
    // Names are judged by the parser; here only the chain counts.
    const socket = connect(lenientTls({ host: serverName ?? address, address, port }));

    function finish(result: TrustedHandshake): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', fail);
      socket.destroy();
      resolve(result);
    }
    function fail(): void {
      finish({ kind: 'failed' });
    }
    const timer = setTimeout(fail, dial.limitMs);

    signal.addEventListener('abort', fail, { once: true });
    socket.once('secureConnect', () => finish(verdictOf(socket)));
    socket.on('error', fail);
    socket.once('close', fail);
  });
}

function verdictOf(socket: TLSSocket): TrustedHandshake {
  const chain = chainOf(socket);
  if (chain.length === 0) return { kind: 'failed' };
  if (socket.authorized) return { kind: 'done', chain };
  // A string such as CERT_HAS_EXPIRED at run time, whatever its type says.
  return { kind: 'done', chain, error: String(socket.authorizationError) };
}

function chainOf(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  let certificate = socket.getPeerX509Certificate();
  while (certificate !== undefined && chain.length < MAX_CHAIN_LENGTH) {
    const { raw } = certificate;
    if (chain.some((earlier) => earlier.equals(raw))) break;
    chain.push(raw);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

let roots: readonly X509Certificate[] | undefined;

/** Whether the certificates lead to an authority that Node ships; false when the first one cannot be read. */
export function isAnchored(chain: readonly Buffer[]): boolean {
  const [own, ...others] = chain.map(readable);
  if (own === undefined) return false;
  roots ??= rootCertificates.map((root) => new X509Certificate(root));
  return leadsToRoot([own, ...others.filter((certificate) => certificate !== undefined)], roots);
}

function readable(certificate: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(certificate);
  } catch {
    return undefined; // a server may send anything as its certificate
  }
}
