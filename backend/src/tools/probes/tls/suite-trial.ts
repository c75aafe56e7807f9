import { describeSilence, judge, type Judgement } from './hello-judgement.js';
import { type HelloPurpose, type TlsConversation } from './tls-conversation.js';
import { type TlsVersion } from './tls-versions.js';
import { encodeSuites, type TlsLine, type TlsLineOf } from './tls.schema.js';

/** What was learnt of one version. */
export interface VersionResult {
  readonly outcome: 'accepted' | 'refused' | 'unclear';
  readonly accepted: readonly number[];
  /** Whether every suite on trial was accepted or refused by the server itself. */
  readonly complete: boolean;
  /** What stood in the way; present when not complete. */
  readonly reason?: string;
}

/** Suites of one hello: more would make hellos of a length that some servers do not answer. */
const SUITES_PER_HELLO = 96;

/**
 * Finds every suite that the service accepts in a version: offers them in groups, takes out the one that was chosen, and
 * offers the rest again until the server refuses it.
 */
export async function* findAllSuites(
  talk: TlsConversation,
  version: TlsVersion,
  suites: readonly number[],
): AsyncGenerator<TlsLine, VersionResult> {
  const accepted: number[] = [];
  for (const group of groupsOf(suites)) {
    for (let offered = group; offered.length > 0; offered = without(offered, accepted)) {
      const judgement = yield* trial(talk, version, 'suites', offered);
      if (judgement.kind === 'refused') break;
      if (judgement.kind === 'unclear') return unsettled(accepted, judgement.reason);
      accepted.push(judgement.suite);
    }
  }
  return settled(accepted);
}

/** Finds out whether the service accepts at least one of the suites. */
export async function* findOneSuite(
  talk: TlsConversation,
  version: TlsVersion,
  purpose: HelloPurpose,
  suites: readonly number[],
): AsyncGenerator<TlsLine, VersionResult> {
  for (const group of groupsOf(suites)) {
    const judgement = yield* trial(talk, version, purpose, group);
    if (judgement.kind === 'suite') return settled([judgement.suite]);
    if (judgement.kind === 'unclear') return unsettled([], judgement.reason);
  }
  return settled([]);
}

/** The line of the transcript that sums a version up. */
export function versionLine(version: TlsLineOf<'version'>['version'], result: VersionResult): TlsLine {
  const { outcome, complete, reason } = result;
  const accepted = encodeSuites(result.accepted, version === 'SSL 2.0' ? 6 : 4);
  return { type: 'version', version, outcome, accepted, complete, ...(reason === undefined ? {} : { reason }) };
}

async function* trial(
  talk: TlsConversation,
  version: TlsVersion,
  purpose: HelloPurpose,
  suites: readonly number[],
): AsyncGenerator<TlsLine, Judgement> {
  if (talk.hopeless) return { kind: 'unclear', reason: 'not tried: the service had not answered anything before' };
  if (talk.signal.aborted) return { kind: 'unclear', reason: describeSilence({ kind: 'aborted' }) };
  return judge(yield* talk.ask(version, purpose, suites), version, suites);
}

function settled(accepted: readonly number[]): VersionResult {
  return { outcome: accepted.length > 0 ? 'accepted' : 'refused', accepted, complete: true };
}

function unsettled(accepted: readonly number[], reason: string): VersionResult {
  return { outcome: accepted.length > 0 ? 'accepted' : 'unclear', accepted, complete: false, reason };
}

function groupsOf(suites: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (let start = 0; start < suites.length; start += SUITES_PER_HELLO) {
    groups.push(suites.slice(start, start + SUITES_PER_HELLO));
  }
  return groups;
}

function without(suites: readonly number[], removed: readonly number[]): number[] {
  return suites.filter((suite) => !removed.includes(suite));
}
