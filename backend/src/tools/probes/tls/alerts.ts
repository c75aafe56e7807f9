/** Alert descriptions of RFC 8446, section 6, and of its predecessors, as far as servers answer a hello with them. */
const ALERT_NAMES: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  22: 'record_overflow',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  47: 'illegal_parameter',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  115: 'unknown_psk_identity',
  120: 'no_application_protocol',
};

export const HANDSHAKE_FAILURE = 40;
export const PROTOCOL_VERSION = 70;
export const INSUFFICIENT_SECURITY = 71;

/** The alert's name, or its number when it has none here. */
export function nameOfAlert(description: number): string {
  return ALERT_NAMES[description] ?? `alert ${description}`;
}
