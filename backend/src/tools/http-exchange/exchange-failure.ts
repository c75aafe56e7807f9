/** Header lines of an answer together may be so long, in bytes. */
export const MAX_HEADER_BYTES = 64 * 1024;

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection was reset',
    EPIPE: 'the connection was closed while it was asked',
    ETIMEDOUT: 'the connection timed out',
    EHOSTUNREACH: 'the host cannot be reached',
    ENETUNREACH: 'the network cannot be reached',
    EMFILE: 'this machine has no more sockets to spare',
    HPE_HEADER_OVERFLOW: `its header lines are longer than ${MAX_HEADER_BYTES / 1024} KiB`,
    HPE_INVALID_CHUNK_SIZE: 'its chunked body is malformed',
    HPE_INVALID_EOF_STATE: 'the connection ended in the middle of the answer',
  }),
);

/** An error of a connection, of TLS or of the HTTP parser as a clause for the user. */
export function describeFailure(error: NodeJS.ErrnoException): string {
  const code = error.code ?? '';
  const known = REASONS.get(code);
  if (known !== undefined) return code === 'ECONNRESET' ? describeReset(error.message) : known;
  if (code.startsWith('HPE_')) return `its answer is not valid HTTP (${code})`;
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return `no TLS session could be opened (${code})`;
  return `the exchange failed (${code === '' ? error.message : code})`;
}

/** Node gives one code to three events; its message tells them apart. */
function describeReset(message: string): string {
  if (message.includes('before secure TLS connection')) return 'the connection was closed during the TLS handshake';
  if (message === 'socket hang up') return 'the connection was closed without an answer';
  return 'the connection was reset';
}
