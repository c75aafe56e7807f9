import { type Profile } from '../../tool-adapter.js';
import { describeSilence } from './hello-judgement.js';
import { CLASSIC_SUITES, DH_SUITES, SUITES_BY_WEAKNESS, TLS13_SUITES } from './suite-lists.js';
import { tryOrder } from './suite-preference.js';
import { findAllSuites, findOneSuite, versionLine, type VersionResult } from './suite-trial.js';
import { type TlsConversation } from './tls-conversation.js';
import { type ProtocolVersion, type TlsVersion } from './tls-versions.js';
import { type TlsLine } from './tls.schema.js';

/** Learns as much about one version as the profile asks for; puts it into `results` and on record. */
export async function* tryVersion(
  talk: TlsConversation,
  version: ProtocolVersion,
  profile: Profile,
  results: Map<ProtocolVersion, VersionResult>,
): AsyncGenerator<TlsLine, void> {
  const result = yield* version === 'SSL 2.0' ? trySsl2(talk) : trySuites(talk, version, profile);
  if (talk.signal.aborted) return;
  results.set(version, result);
  yield versionLine(version, result);
}

async function* trySuites(
  talk: TlsConversation,
  version: TlsVersion,
  profile: Profile,
): AsyncGenerator<TlsLine, VersionResult> {
  const suites = version === 'TLS 1.3' ? TLS13_SUITES : CLASSIC_SUITES;
  if (profile === 'quick') return yield* tryWeakSuites(talk, version, suites);
  const result = yield* findAllSuites(talk, version, suites);
  if (version !== 'TLS 1.3') yield* tryOrder(talk, version, result.accepted);
  return result;
}

/** One hello for the version, then one for each kind of weak suite and one for Diffie-Hellman. */
async function* tryWeakSuites(
  talk: TlsConversation,
  version: TlsVersion,
  suites: readonly number[],
): AsyncGenerator<TlsLine, VersionResult> {
  const any = yield* findOneSuite(talk, version, 'suites', suites);
  if (any.outcome !== 'accepted' || version === 'TLS 1.3') return any;
  const accepted = new Set(any.accepted);
  for (const kind of [...SUITES_BY_WEAKNESS.values(), DH_SUITES]) {
    if (kind.some((suite) => accepted.has(suite))) continue;
    const found = yield* findOneSuite(talk, version, 'weak', kind);
    if (found.reason !== undefined) return { ...any, accepted: [...accepted], complete: false, reason: found.reason };
    for (const suite of found.accepted) accepted.add(suite);
  }
  return { ...any, accepted: [...accepted] };
}

/**
 * SSL 2.0 has no message for "I do not speak this": a server that answers newer hellos and hangs up on this one, twice,
 * has refused it. For every other version hanging up proves nothing.
 */
async function* trySsl2(talk: TlsConversation): AsyncGenerator<TlsLine, VersionResult> {
  if (talk.hopeless) {
    return unclear('not tried: the service had not answered anything before');
  }
  const answer = yield* talk.ask('SSL 2.0', 'suites', []);
  if (answer.kind === 'ssl2') return { outcome: 'accepted', accepted: answer.ciphers, complete: true };
  if (answer.kind === 'alert' || (answer.kind === 'closed' && talk.answered)) {
    return { outcome: 'refused', accepted: [], complete: true };
  }
  return unclear(describeSilence(answer));
}

function unclear(reason: string): VersionResult {
  return { outcome: 'unclear', accepted: [], complete: false, reason };
}
