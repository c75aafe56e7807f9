import { protocolOfGreeting } from '../../identification/greeting.js';
import { type Line } from '../../identification/line.js';
import { type Profile } from '../../tool-adapter.js';
import { FIRST_PORTS } from './common-ports.js';
import { tryAnonymousLogin } from './ftp-login.js';
import { type PortsLineOf } from './ports.schema.js';
import { askRedis } from './redis-question.js';
import { TurnTaker } from './turn-taker.js';

/** Services that speak first do so within this time. */
const GREETING_MS = 400;
const REST_OF_GREETING_MS = 150;
const REDIS_PORTS = new Set([6378, 6379, 6380, 6381, 6382, 6383, 6384, 6385, 16379, 26379]);
/** Printers put on paper whatever they are sent. */
const PRINTER_PORTS = new Set([515, 631, 9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107]);

/**
 * Hears what an open port says by itself, asks a silent one whether it is Redis, and an FTP server for an anonymous login
 * (not in the quick profile). Closes the line. Never speaks HTTP: Redis takes it for an attack.
 */
export async function talkWith(port: number, line: Line, profile: Profile): Promise<PortsLineOf<'talk'>> {
  const turns = new TurnTaker(line);
  try {
    await turns.hear((bytes) => (bytes.length > 0 ? true : undefined), GREETING_MS);
    if (turns.heardAnything) {
      await turns.hear((bytes) => (bytes.includes('\n') ? true : undefined), REST_OF_GREETING_MS);
      if (profile !== 'quick' && isFtp(turns, port)) await tryAnonymousLogin(turns);
    } else if (turns.ended === 'silent' && mayBeAsked(port)) {
      await askRedis(turns);
    }
    return { type: 'talk', port, turns: turns.all, ended: turns.ended };
  } finally {
    line.close();
  }
}

function isFtp(turns: TurnTaker, port: number): boolean {
  return protocolOfGreeting(turns.latest, port) === 'ftp';
}

/** Where the number already says what is spoken, the question would only leave an error in somebody's log. */
function mayBeAsked(port: number): boolean {
  return REDIS_PORTS.has(port) || !(FIRST_PORTS.includes(port) || PRINTER_PORTS.has(port));
}
