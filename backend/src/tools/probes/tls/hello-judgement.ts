import { HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY, nameOfAlert, PROTOCOL_VERSION } from './alerts.js';
import { type TlsAnswer } from './tls-answer.js';
import { nameOfVersion, TLS_VERSION_NUMBERS, type TlsVersion } from './tls-versions.js';

/** What an answer proves about the offer. `unclear` proves nothing: neither accepted nor refused. */
export type Judgement =
  | { readonly kind: 'suite'; readonly suite: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unclear'; readonly reason: string };

/** Judges the answer to a hello that offered `suites` in `version` and nothing else. */
export function judge(answer: TlsAnswer, version: TlsVersion, suites: readonly number[]): Judgement {
  if (answer.kind === 'alert') return judgeAlert(answer.description);
  if (answer.kind !== 'accepted') return { kind: 'unclear', reason: describeSilence(answer) };
  const { hello } = answer;
  // A server that cannot speak the version, or none of the suites in it, answers with an older one.
  if (hello.version < TLS_VERSION_NUMBERS[version]) return { kind: 'refused' };
  if (hello.version > TLS_VERSION_NUMBERS[version]) {
    return { kind: 'unclear', reason: `the server chose ${nameOfVersion(hello.version)}, which was not offered` };
  }
  if (!suites.includes(hello.suite))
    return { kind: 'unclear', reason: 'the server chose a suite that was not offered' };
  return { kind: 'suite', suite: hello.suite };
}

/** Alerts that say "not this version" and "none of these suites". Others can have any cause, such as an unknown name. */
const REFUSALS: readonly number[] = [HANDSHAKE_FAILURE, PROTOCOL_VERSION, INSUFFICIENT_SECURITY];

function judgeAlert(description: number): Judgement {
  if (REFUSALS.includes(description)) return { kind: 'refused' };
  return { kind: 'unclear', reason: `the server answered with the alert ${nameOfAlert(description)}` };
}

/** Why there is no answer, in words. */
export function describeSilence(answer: TlsAnswer): string {
  switch (answer.kind) {
    case 'closed':
      return answer.error === undefined
        ? 'the server closed the connection without an answer'
        : `the server broke off the connection without an answer (${answer.error})`;
    case 'timed_out':
      return 'the server did not answer in time';
    case 'not_tls':
      return 'what the server answered is not TLS';
    case 'malformed':
      return `the answer could not be understood: ${answer.reason}`;
    case 'unreachable':
      return `no connection (${answer.error})`;
    case 'aborted':
      return 'the run was ended';
    case 'accepted':
    case 'ssl2':
      return 'the server answered in another protocol';
    case 'alert':
      return `the server answered with the alert ${nameOfAlert(answer.description)}`;
  }
}
