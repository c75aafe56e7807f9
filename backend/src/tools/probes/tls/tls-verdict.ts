import { type ProcessExit } from '../../../platform/process/command-spec.js';
import { type Endpoint } from '../../../targets/endpoint.js';
import { type ToolVerdict } from '../../tool-adapter.js';
import { describeSilence } from './hello-judgement.js';
import { cutStatus, noCoverage, tlsCoverage } from './tls-coverage.js';
import { type TlsTranscript } from './tls-transcript.js';

/** Printable characters of what came instead of TLS that are shown to the user. */
const SAMPLE_LENGTH = 40;

/** How the run ended, judged from the transcript: a service that answered nothing was not examined, whatever the exit says. */
export function tlsVerdict(
  transcript: TlsTranscript,
  certificateGaps: readonly string[],
  exit: ProcessExit,
  endpoint: Endpoint,
): ToolVerdict {
  if (transcript.acceptedVersions.length === 0) return nothingLearnt(transcript, exit, endpoint);
  const coverage = tlsCoverage(transcript, certificateGaps, exit, endpoint);
  if (!transcript.ended) {
    const outcome = cutStatus(exit) === 'timed_out' ? 'timed_out' : 'partial';
    return { outcome, reason: cutReason(transcript, exit), coverage };
  }
  const gaps = coverage.filter(({ status }) => status === 'partial').flatMap(({ reason }) => reason ?? []);
  const byProfile = coverage.every(({ family, status }) => status === 'ran' || isLeftOut(family, transcript));
  return byProfile ? { outcome: 'succeeded', coverage } : { outcome: 'partial', reason: gaps.join('; '), coverage };
}

/** What a profile leaves out on purpose does not make a run partial; its coverage says so. */
function isLeftOut(family: string, transcript: TlsTranscript): boolean {
  if (family === 'tls.vulnerabilities') return true;
  const settled = transcript.tried.length > 0 && transcript.tried.every(({ complete }) => complete);
  return family === 'tls.ciphers' && transcript.start?.profile === 'quick' && settled;
}

function nothingLearnt(transcript: TlsTranscript, exit: ProcessExit, endpoint: Endpoint): ToolVerdict {
  if (!transcript.ended && transcript.brokenBy === undefined && exit.endedBy !== undefined) {
    const status = cutStatus(exit);
    const reason = cutReason(transcript, exit);
    return {
      outcome: status === 'timed_out' ? 'timed_out' : 'failed',
      reason,
      coverage: noCoverage(status, reason, endpoint),
    };
  }
  const reason = whyNothing(transcript, exit);
  return { outcome: 'failed', reason, coverage: noCoverage('failed', reason, endpoint) };
}

function whyNothing(transcript: TlsTranscript, exit: ProcessExit): string {
  if (transcript.brokenBy !== undefined) return transcript.brokenBy;
  const answers = transcript.hellos.map(({ answer }) => answer);
  const foreign = answers.find((answer) => answer.kind === 'not_tls');
  if (foreign !== undefined) return `what listens there does not speak TLS: it answered "${printable(foreign.sample)}"`;
  if (answers.some((answer) => answer.kind === 'alert')) return whyAllRefused(transcript);
  const [first] = answers;
  if (first === undefined) return exit.error ?? 'the probe ended before it had an answer';
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

function cutReason(transcript: TlsTranscript, exit: ProcessExit): string {
  if (transcript.brokenBy !== undefined) return transcript.brokenBy;
  const why = exit.error ?? (exit.endedBy === undefined ? 'the transcript is cut short' : `ended by ${exit.endedBy}`);
  return `${why}; what was learnt until then is reported`;
}

function printable(sample: string): string {
  const text = Buffer.from(sample, 'hex').toString('latin1');
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, SAMPLE_LENGTH).trim();
}
