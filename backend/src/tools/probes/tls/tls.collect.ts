import { type Clock } from '../../../platform/clock.js';
import { hasPort } from '../../../targets/endpoint.js';
import { serverNameOf } from '../../lenient-tls.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { tryDowngrade } from './downgrade-trial.js';
import { merged } from './merged.js';
import { type VersionResult } from './suite-trial.js';
import { TlsConversation } from './tls-conversation.js';
import { PROTOCOL_VERSIONS, type ProtocolVersion } from './tls-versions.js';
import { type TlsLine } from './tls.schema.js';
import { judgeTrust } from './trust-trial.js';
import { tryVersion } from './version-trial.js';

/** Versions tried side by side. */
const VERSIONS_AT_ONCE = 3;
/** How long one answer is awaited: a slow service deserves more patience the deeper one looks. */
const ANSWER_LIMIT_MS: Readonly<Record<Profile, number>> = { quick: 4000, standard: 6000, deep: 10_000 };

/** Asks a service for its versions, suites and certificates; yields the transcript, one JSON text a line. */
export async function* collectTls(request: ToolRunRequest, signal: AbortSignal, clock: Clock): AsyncGenerator<string> {
  const { endpoint, profile } = request;
  if (!hasPort(endpoint)) {
    yield lineOf({ type: 'broken', reason: 'no port was given' });
    return;
  }
  const ended = new AbortController();
  const talk = new TlsConversation(
    { address: endpoint.address, port: endpoint.port, limitMs: ANSWER_LIMIT_MS[profile] },
    serverNameOf(endpoint.host),
    AbortSignal.any([signal, ended.signal]),
  );
  try {
    yield lineOf(startLine(talk, profile, clock));
    for await (const line of conversation(talk, profile)) yield lineOf(line);
    if (!signal.aborted) yield lineOf({ type: 'end' });
  } finally {
    ended.abort(); // closes what is still open when the reader stops in the middle
  }
}

async function* conversation(talk: TlsConversation, profile: Profile): AsyncGenerator<TlsLine> {
  const results = new Map<ProtocolVersion, VersionResult>();
  const trials = PROTOCOL_VERSIONS.map((version) => tryVersion(talk, version, profile, results));
  yield* merged(trials, VERSIONS_AT_ONCE);
  yield* judgeTrust(talk);
  if (profile === 'deep') yield* tryDowngrade(talk, results);
}

function startLine(talk: TlsConversation, profile: Profile, clock: Clock): TlsLine {
  const { dial, serverName } = talk;
  return {
    type: 'start',
    address: dial.address,
    port: dial.port,
    ...(serverName === undefined ? {} : { serverName }),
    profile,
    observedAt: clock.now().toISOString(),
  };
}

function lineOf(line: TlsLine): string {
  return JSON.stringify(line);
}
