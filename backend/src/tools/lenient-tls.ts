import { constants } from 'node:crypto';
import { isIP } from 'node:net';
import { type ConnectionOptions } from 'node:tls';

/** How a TLS session is entered that is to be looked at, not trusted. */
export interface TlsPlace {
  /** The name or address that the user authorised. */
  readonly host: string;
  /** The pinned IP address. */
  readonly address: string;
  readonly port: number;
}

/**
 * Options for a session with any server that Node's OpenSSL can still talk to: TLS 1.0, keys of 1024 bits, expired and
 * foreign certificates, no secure renegotiation. For examining a service, never for sending it something of value.
 */
export function lenientTls({ host, address, port }: TlsPlace): ConnectionOptions {
  const name = serverNameOf(host);
  return {
    host: address,
    port,
    ...(name === undefined ? {} : { servername: name }),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined, // the names of a malformed certificate can make the check itself throw
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  };
}

/** The name for the server_name extension, which knows no addresses and no dot at the end (RFC 6066, section 3). */
export function serverNameOf(host: string): string | undefined {
  return isIP(host) === 0 ? host.replace(/\.$/, '') : undefined;
}
