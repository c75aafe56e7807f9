/** The protocol versions that start with a TLS ClientHello, newest first, with their number on the wire. */
export const TLS_VERSION_NUMBERS = {
  'TLS 1.3': 0x0304,
  'TLS 1.2': 0x0303,
  'TLS 1.1': 0x0302,
  'TLS 1.0': 0x0301,
  'SSL 3.0': 0x0300,
} as const;

export type TlsVersion = keyof typeof TLS_VERSION_NUMBERS;

/** SSL 2.0 has messages of its own. */
export type ProtocolVersion = TlsVersion | 'SSL 2.0';

export const TLS_VERSIONS = ['TLS 1.3', 'TLS 1.2', 'TLS 1.1', 'TLS 1.0', 'SSL 3.0'] as const satisfies TlsVersion[];

export const PROTOCOL_VERSIONS = [...TLS_VERSIONS, 'SSL 2.0'] as const satisfies ProtocolVersion[];

/** The version in words; a number that is none of ours stays a number. */
export function nameOfVersion(number: number): string {
  const name = TLS_VERSIONS.find((version) => TLS_VERSION_NUMBERS[version] === number);
  return name ?? `0x${number.toString(16).padStart(4, '0')}`;
}
