import { type Protocol } from '../../targets/endpoint.js';
import { protocolOfGreeting } from './greeting.js';
import { type Line, NoConnection, openLine } from './line.js';
import { askInTurn, httpQuestion, type Place } from './questions.js';
import { quoted } from './quoted.js';
import { askInsideTls } from './secure-question.js';

/**
 * What a port turned out to be. `open`: it accepts connections and shows life. `silent`: it accepts connections and never
 * answers, so nothing can be examined there. `unreachable`: no connection, and no refusal either.
 */
export interface Identification {
  readonly state: 'open' | 'silent' | 'closed' | 'unreachable' | 'cancelled';
  /** What is spoken there; only when `open`, and `tcp` when it was not recognised. */
  readonly protocol?: Protocol;
  /** A clause for the user: what was seen, or why nothing was. */
  readonly detail: string;
}

/** Everything together ends after so long. */
const TOTAL_LIMIT_MS = 2800;
/** Services that speak first do so within this time. */
const GREETING_MS = 400;
/** The rest of a greeting that came cut. */
const REST_OF_GREETING_MS = 100;
/** Ports on which TLS that shows no HTTP inside is taken for HTTPS all the same. */
const HTTPS_PORTS = new Set([443, 8443]);

/**
 * Finds out what is spoken on a port of the pinned address, in less than three seconds: listens for a greeting, then tries
 * TLS, Redis and HTTP. Never rejects, and leaves no connection open; `cancelled` when `signal` aborts.
 */
export async function identifyEndpoint(place: Place, signal: AbortSignal): Promise<Identification> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), TOTAL_LIMIT_MS);
  try {
    const found = await identify(place, AbortSignal.any([signal, deadline.signal]));
    return signal.aborted ? { state: 'cancelled', detail: 'the check was cancelled' } : found;
  } finally {
    clearTimeout(timer);
    deadline.abort(); // ends the questions that came too late
  }
}

async function identify(place: Place, ends: AbortSignal): Promise<Identification> {
  const line = await openLine(place, TOTAL_LIMIT_MS, ends);
  if (line instanceof NoConnection) return notConnected(line.code);
  try {
    const greeting = await listen(line);
    return greeting === undefined ? await ask(line, place, ends) : greeted(greeting, place);
  } finally {
    line.close();
  }
}

/** The greeting of a service that speaks first; undefined for one that waits for us. */
async function listen(line: Line): Promise<Buffer | undefined> {
  const first = await line.hear((bytes) => bytes.length, GREETING_MS);
  if (!first.judged) return undefined;
  const whole = await line.hear((bytes) => (bytes.includes('\n') ? true : undefined), REST_OF_GREETING_MS);
  return whole.bytes;
}

function greeted(greeting: Buffer, { port }: Place): Identification {
  const protocol = protocolOfGreeting(greeting, port);
  const words = `it greets with ${quoted(greeting)}`;
  if (protocol === undefined) return { state: 'open', protocol: 'tcp', detail: `${words}, which was not recognised` };
  return { state: 'open', protocol, detail: `it speaks ${protocol}: ${words}` };
}

async function ask(line: Line, place: Place, ends: AbortSignal): Promise<Identification> {
  const answers = await askInTurn(line, place, ends);
  const recognised = answers.find(({ protocol }) => protocol !== undefined)?.protocol;
  if (recognised === 'tls') return insideTls(place, ends);
  if (recognised !== undefined) return { state: 'open', protocol: recognised, detail: `it speaks ${recognised}` };

  const spoken = answers.find(({ bytes }) => bytes.length > 0);
  if (spoken !== undefined) {
    const detail = `it answers with ${quoted(spoken.bytes)}, which was not recognised`;
    return { state: 'open', protocol: 'tcp', detail };
  }
  if (answers.some(({ ended }) => ended === 'closed')) {
    return { state: 'open', protocol: 'tcp', detail: 'it accepts connections and hangs up without a word' };
  }
  return { state: 'silent', detail: 'it accepts connections but never answered' };
}

async function insideTls(place: Place, ends: AbortSignal): Promise<Identification> {
  const isHttp = (bytes: Buffer): true | undefined => (bytes.toString('latin1').startsWith('HTTP/') ? true : undefined);
  const heard = await askInsideTls(place, httpQuestion(place), isHttp, ends);
  if (heard?.judged === true) return { state: 'open', protocol: 'https', detail: 'it speaks HTTP inside TLS' };
  if (heard !== undefined && heard.bytes.length > 0) {
    return {
      state: 'open',
      protocol: 'tls',
      detail: `it speaks TLS, and inside it answers with ${quoted(heard.bytes)}`,
    };
  }
  const seen = heard === undefined ? 'no session could be opened' : 'nothing inside it answered';
  if (!HTTPS_PORTS.has(place.port)) return { state: 'open', protocol: 'tls', detail: `it speaks TLS, but ${seen}` };
  return {
    state: 'open',
    protocol: 'https',
    detail: `it speaks TLS, but ${seen}; taken for HTTPS because of its port`,
  };
}

function notConnected(code: string): Identification {
  if (code === 'ECONNREFUSED') return { state: 'closed', detail: 'the connection was refused' };
  if (code === 'ETIMEDOUT' || code === 'ABORT_ERR') {
    return { state: 'unreachable', detail: 'nothing answered the attempt to connect; a firewall may drop it' };
  }
  return { state: 'unreachable', detail: `no connection could be made (${code})` };
}
