import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { coverageOf, type CutShort, cutShortBy, outcomeOf } from '../../run-end.js';
import { type ToolVerdict } from '../../tool-adapter.js';
import { describeSilence } from './hello-judgement.js';
import { TLS_FAMILIES, tlsCoverage } from './tls-coverage.js';
import { type TlsTranscript } from './tls-transcript.js';

/** Printable characters of what came instead of TLS that are shown to the user. */
const SAMPLE_LENGTH = 40;

/** What a verdict is made of besides the transcript. */
export interface VerdictContext {
  readonly endpoint: Endpoint;
  readonly certificateGaps: readonly string[];
  readonly exit: ProcessExit;
}

/** How the run ended, judged from the transcript: a service that answered nothing was not examined, whatever the exit says. */
export function tlsVerdict(transcript: TlsTranscript, context: VerdictContext): ToolVerdict {
  const cut = transcript.ended ? undefined : cutOf(transcript, context.exit);
  if (transcript.acceptedVersions.length === 0) return nothingLearnt(transcript, cut, context.endpoint);
  const coverage = tlsCoverage(transcript, { ...context, ...(cut === undefined ? {} : { cut }) });
  if (cut !== undefined) return { outcome: outcomeOf(cut, 'something'), reason: cut.reason, coverage };
  const missed = coverage.filter(({ family, status }) => status !== 'ran' && !isLeftOut(family, transcript));
  if (missed.length === 0) return { outcome: 'succeeded', coverage };
  return { outcome: 'partial', reason: missed.flatMap(({ reason }) => reason ?? []).join('; '), coverage };
}

/** What a profile leaves out on purpose does not make a run partial; its coverage says so. */
function isLeftOut(family: string, transcript: TlsTranscript): boolean {
  if (family === 'tls.vulnerabilities') return true;
  const settled = transcript.tried.length > 0 && transcript.tried.every(({ complete }) => complete);
  return family === 'tls.ciphers' && transcript.start?.profile === 'quick' && settled;
}

function cutOf(transcript: TlsTranscript, exit: ProcessExit): CutShort {
  if (transcript.brokenBy !== undefined) return { status: 'failed', reason: transcript.brokenBy };
  return cutShortBy(exit) ?? { status: 'failed', reason: 'the transcript is cut short' };
}

function nothingLearnt(transcript: TlsTranscript, cut: CutShort | undefined, endpoint: Endpoint): ToolVerdict {
  const reach: CutShort = cut ?? { status: 'failed', reason: whyNothing(transcript) };
  return {
    outcome: outcomeOf(reach, 'nothing'),
    reason: reach.reason,
    coverage: coverageOf(TLS_FAMILIES, reach, endpoint),
  };
}

function whyNothing(transcript: TlsTranscript): string {
  const answers = transcript.hellos.map(({ answer }) => answer);
  const foreign = answers.find((answer) => answer.kind === 'not_tls');
  if (foreign !== undefined) return `what listens there does not speak TLS: it answered "${printable(foreign.sample)}"`;
  if (answers.some((answer) => answer.kind === 'alert')) return whyAllRefused(transcript);
  const [first] = answers;
  if (first === undefined) return 'the probe ended before it had an answer';
  return first.kind === 'accepted' || first.kind === 'ssl2' ? 'no version was settled' : describeRecorded(first);
}

function whyAllRefused(transcript: TlsTranscript): string {
  const reasons = new Set(transcript.tried.flatMap(({ reason }) => reason ?? []));
  const details = reasons.size === 0 ? '' : `: ${[...reasons].join('; ')}`;
  return `the server speaks TLS but accepted no hello, so nothing could be examined${details}`;
}

type RecordedSilence = Exclude<TlsTranscript['hellos'][number]['answer'], { kind: 'accepted' | 'ssl2' }>;

function describeRecorded(answer: RecordedSilence): string {
  if (answer.kind !== 'closed') return describeSilence(answer);
  return describeSilence({ kind: 'closed', ...(answer.error === undefined ? {} : { error: answer.error }) });
}

function printable(sample: string): string {
  const text = Buffer.from(sample, 'hex').toString('latin1');
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .slice(0, SAMPLE_LENGTH)
    .trim();
}
