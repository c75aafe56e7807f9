import { type TurnTaker } from './turn-taker.js';

const REPLY_MS = 700;

export const REDIS_PING = 'PING\r\n';
export const REDIS_INFO = 'INFO server\r\n';

/** Asks whether Redis is there; if it answers a stranger, asks what it tells of itself. Reads no data. */
export async function askRedis(turns: TurnTaker): Promise<void> {
  turns.say(REDIS_PING);
  await turns.hear((bytes) => (bytes.includes('\n') ? true : undefined), REPLY_MS);
  if (!turns.latest.toString('latin1').startsWith('+PONG\r\n')) return;
  turns.say(REDIS_INFO);
  await turns.hear(isWholeReply, REPLY_MS);
}

/** An error, or a text of the length that stands before it (RESP, bulk string). */
function isWholeReply(bytes: Buffer): true | undefined {
  const text = bytes.toString('latin1');
  if (/^[-+][^\n]*\n/.test(text)) return true;
  const head = /^\$(\d+)\r\n/.exec(text);
  if (head === null) return undefined;
  return text.length >= head[0].length + Number(head[1]) + 2 ? true : undefined;
}
