import { type Protocol } from '../../targets/endpoint.js';

/** Ports on which a bare `220` greeting is taken for mail. */
const MAIL_PORTS = new Set([25, 465, 587, 2525]);
const FTP_PORT = 21;

/** What the first words of a server say about its protocol; undefined when they say nothing that we know. */
export function protocolOfGreeting(bytes: Buffer, port: number): Protocol | undefined {
  if (isMysqlGreeting(bytes)) return 'mysql';
  const text = bytes.toString('latin1');
  if (text.startsWith('SSH-')) return 'ssh';
  if (/^220[ -]/.test(text)) return protocolOf220(text, port);
  if (/^\* (OK|PREAUTH|BYE)\b/.test(text)) return 'imap';
  if (/^\+OK\b/.test(text)) return 'pop3';
  if (text.startsWith('HTTP/')) return 'http';
  return isRedisReply(text) ? 'redis' : undefined;
}

/** Whether a text is how Redis answers a PING, or turns us away before one. */
export function isRedisReply(text: string): boolean {
  return /^\+PONG\r\n|^-(NOAUTH|NOPERM|LOADING|MASTERDOWN)\b|^-DENIED Redis\b|^-ERR max number of clients/.test(text);
}

/** FTP and SMTP greet with the same number; the words after it tell them apart, or else the port. */
function protocolOf220(text: string, port: number): Protocol | undefined {
  if (/\bE?SMTP\b|postfix|exim|sendmail/i.test(text)) return 'smtp';
  if (/FTP/i.test(text)) return 'ftp';
  if (MAIL_PORTS.has(port)) return 'smtp';
  return port === FTP_PORT ? 'ftp' : undefined;
}

/** The first packet of MySQL: length in three bytes, number 0, then protocol 10 and a version, or an error (0xff). */
function isMysqlGreeting(bytes: Buffer): boolean {
  if (bytes.length < 8 || bytes.readUInt8(3) !== 0) return false;
  const length = bytes.readUIntLE(0, 3);
  if (length < 4 || length > 512) return false;
  const kind = bytes.readUInt8(4);
  if (kind === 10) return /^\d+\.\d+[\x20-\x7e]*\0/.test(bytes.subarray(5).toString('latin1'));
  return kind === 0xff && bytes.length === length + 4;
}
