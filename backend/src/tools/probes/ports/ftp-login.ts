import { type TurnTaker } from './turn-taker.js';

/** Many servers wait before they refuse a login. */
const REPLY_MS = 5000;

export const FTP_USER = 'USER anonymous\r\n';
/** By custom the password is an address; this one exists nowhere (RFC 1635, RFC 2606). */
export const FTP_PASSWORD = 'PASS guest@example.invalid\r\n';

/** Tries to log in without an account and says goodbye; nothing is listed or read. */
export async function tryAnonymousLogin(turns: TurnTaker): Promise<void> {
  if (!(await turns.hear(ftpReplyCode, REPLY_MS)) || ftpReplyCode(turns.latest) !== 220) return;
  turns.say(FTP_USER);
  if (!(await turns.hear(ftpReplyCode, REPLY_MS))) return;
  if (ftpReplyCode(turns.latest) === 331) {
    turns.say(FTP_PASSWORD);
    if (!(await turns.hear(ftpReplyCode, REPLY_MS))) return;
  }
  turns.say('QUIT\r\n');
}

/** The code of a reply that is there in full, of several lines or one (RFC 959, 4.2); undefined before. */
export function ftpReplyCode(bytes: Buffer): number | undefined {
  const code = /^(\d{3}) [^\n]*\n/m.exec(bytes.toString('latin1'))?.[1];
  return code === undefined ? undefined : Number(code);
}
