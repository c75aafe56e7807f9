import { protocolOfGreeting } from '../../identification/greeting.js';
import { type Protocol } from '../../../targets/endpoint.js';
import { FTP_PASSWORD, FTP_USER, ftpReplyCode } from './ftp-login.js';
import { type PortFinding } from './port-finding.js';
import { type PortsLineOf } from './ports.schema.js';
import { REDIS_INFO, REDIS_PING } from './redis-question.js';
import { versionIn } from './version-in-greeting.js';

/** What a service said, judged. */
export interface ServiceFacts {
  /** `telnet` is no protocol that other tools examine. */
  readonly service?: Protocol | 'telnet';
  readonly findings: readonly PortFinding[];
  /** Whether everything that this probe asks of such a service was answered. */
  readonly settled?: true;
}

type Talk = PortsLineOf<'talk'>;

const TELNET_PORT = 23;
/** What proves that INFO was answered, and of what. */
const REDIS_FACTS = /^(redis_version|redis_mode|os|tcp_port):/;
/** Interpret As Command, then WILL, WON'T, DO or DON'T (RFC 854). */
const TELNET_NEGOTIATION = /^\xff[\xfb-\xfe]/;

export function judgeTalk(talk: Talk): ServiceFacts {
  const greeting = heard(talk, undefined);
  if (greeting !== undefined) return judgeGreeting(talk, greeting);
  const answer = heard(talk, REDIS_PING);
  return answer === undefined ? { findings: [] } : judgeAnswer(talk, answer);
}

function judgeGreeting(talk: Talk, greeting: Buffer): ServiceFacts {
  const text = greeting.toString('latin1');
  const service = serviceOf(greeting, talk.port);
  const version = versionIn(greeting, service);
  const findings: PortFinding[] = [];
  if (service !== undefined) findings.push(finding('net.service', 'service-recognised', `${service}: ${words(text)}`));
  if (version !== undefined) {
    findings.push(
      finding('net.banner.version', 'version-in-greeting', `the greeting names ${version}: ${words(text)}`),
    );
  }
  if (service === 'telnet')
    findings.push(finding('net.cleartext.telnet', 'telnet-greeting', `it greets as Telnet does: ${words(text)}`));
  if (service === 'ftp')
    findings.push(finding('net.cleartext.ftp', 'ftp-greeting', words(text)), ...anonymousLogin(talk));
  const settled = service === 'ssh' || service === 'telnet' || (service === 'ftp' && loginWasAnswered(talk));
  return { ...(service === undefined ? {} : { service }), findings, ...(settled ? { settled } : {}) };
}

function serviceOf(greeting: Buffer, port: number): Protocol | 'telnet' | undefined {
  if (TELNET_NEGOTIATION.test(greeting.toString('latin1'))) return 'telnet';
  return protocolOfGreeting(greeting, port) ?? (port === TELNET_PORT ? 'telnet' : undefined);
}

function loginWasAnswered(talk: Talk): boolean {
  const [user, password] = [FTP_USER, FTP_PASSWORD].map((said) => ftpReplyCode(heard(talk, said) ?? Buffer.alloc(0)));
  return password !== undefined || (user !== undefined && user !== 331);
}

function anonymousLogin(talk: Talk): PortFinding[] {
  const said = [FTP_USER, FTP_PASSWORD].find(
    (command) => ftpReplyCode(heard(talk, command) ?? Buffer.alloc(0)) === 230,
  );
  if (said === undefined) return [];
  const reply = words(heard(talk, said)?.toString('latin1') ?? '');
  return [finding('ftp.anonymous', 'ftp-anonymous-login', `${said.trim()} was answered with: ${reply}`)];
}

/** What came in answer to Redis' PING; a web server takes it for a bad request. */
function judgeAnswer(talk: Talk, answer: Buffer): ServiceFacts {
  const service = protocolOfGreeting(answer, talk.port);
  if (service === undefined) return { findings: [] };
  const [line = ''] = words(answer.toString('latin1')).split('\n', 1);
  const findings = [finding('net.service', 'service-recognised', `${service}: PING was answered with ${line.trim()}`)];
  const info = heard(talk, REDIS_INFO)?.toString('latin1') ?? '';
  if (service === 'redis' && info.startsWith('$')) findings.push(openRedis(info));
  const settled = service === 'redis' && (info !== '' || answer.toString('latin1').startsWith('-NOAUTH'));
  return { service, findings, ...(settled ? { settled } : {}) };
}

function openRedis(info: string): PortFinding {
  const told = info.split(/\r?\n/).filter((line) => REDIS_FACTS.test(line));
  const evidence = ['PING was answered with +PONG, and INFO, without a password, with:', ...told].join('\n');
  return finding('redis.unauthenticated', 'redis-info', evidence);
}

function finding(weakness: string, rule: string, evidence: string): PortFinding {
  return { weakness, rule, evidence };
}

/** What came in the turn that began with these words; undefined when there was none, or nothing came. */
function heard(talk: Talk, said: string | undefined): Buffer | undefined {
  const turn = talk.turns.find((candidate) => candidate.said === said);
  return turn === undefined || turn.heard === '' ? undefined : Buffer.from(turn.heard, 'base64');
}

/** For people: what cannot be printed becomes a dot. */
function words(text: string): string {
  return text.trim().replace(/[^\x20-\x7e\r\n\t]/g, '.');
}
