import { type HttpFinding } from '../../http-transcript/http-finding.js';
import { type HttpTranscript, type RecordedAnswer } from '../../http-transcript/http-transcript.js';
import { controlFor } from './control-path.js';
import { type Exposure } from './exposure.js';
import { isProven, PROOFS } from './proofs.js';

/** A weakness at a path, with all files that prove it. */
export interface ExposedPlace {
  readonly path: string;
  readonly finding: HttpFinding;
}

/** How far one exposure was settled by the answers. */
type Verdict =
  | { readonly kind: 'absent' }
  | { readonly kind: 'exposed'; readonly answer: RecordedAnswer }
  /** Nothing is known; `reason` is a clause for the user. */
  | { readonly kind: 'unknown'; readonly reason: string };

const SHOWN_LENGTH = 600;

export interface Judgement {
  readonly places: readonly ExposedPlace[];
  /** Why some exposures are neither proven nor excluded. */
  readonly gaps: readonly string[];
}

/** Decides for each exposure whether the file is really there. */
export function judgeExposures(transcript: HttpTranscript, exposures: readonly Exposure[]): Judgement {
  const answers = new Map(transcript.answers.map((answer) => [answer.path, answer]));
  const failures = new Map(transcript.unanswered.map(({ path, reason }) => [path, reason]));
  const control = controlNameOf(transcript);
  const gaps: string[] = [];
  const places = new Map<string, ExposedPlace>();
  for (const exposure of exposures) {
    const verdict = judge(exposure, answers, failures, control);
    if (verdict.kind === 'unknown') gaps.push(verdict.reason);
    if (verdict.kind === 'exposed') addTo(places, exposure, verdict.answer);
  }
  return { places: [...places.values()], gaps };
}

function judge(
  { path, proof }: Exposure,
  answers: ReadonlyMap<string, RecordedAnswer>,
  failures: ReadonlyMap<string, string>,
  controlName: string | undefined,
): Verdict {
  const answer = answers.get(path);
  if (answer === undefined) {
    return { kind: 'unknown', reason: failures.get(path) ?? 'some paths were not asked for' };
  }
  const { status, bodyState } = answer;
  if (status === 429 || status >= 500) return { kind: 'unknown', reason: `some paths answered ${status}` };
  if (status !== 200) return { kind: 'absent' };
  if (!isProven(proof, answer)) {
    if (bodyState.kind !== 'broken') return { kind: 'absent' };
    return { kind: 'unknown', reason: `some answers came incomplete: ${bodyState.reason}` };
  }
  const control = controlName === undefined ? undefined : answers.get(controlFor(path, controlName));
  if (control === undefined)
    return { kind: 'unknown', reason: `${path} could not be compared with a file that is not there` };
  return isProven(proof, control) ? { kind: 'absent' } : { kind: 'exposed', answer };
}

/** The made-up name of this run, as the first control carries it. */
function controlNameOf(transcript: HttpTranscript): string | undefined {
  const paths = [...transcript.answersTo('control'), ...transcript.unansweredOf('control')].map(({ path }) => path);
  return paths.map((path) => /plx-[0-9a-f]{10}/.exec(path)?.[0]).find((name) => name !== undefined);
}

function addTo(places: Map<string, ExposedPlace>, exposure: Exposure, answer: RecordedAnswer): void {
  const { weakness, path, foundAt = path, proof } = exposure;
  const key = `${weakness} ${foundAt}`;
  const evidence = evidenceFor(exposure, answer);
  const before = places.get(key);
  if (before === undefined) places.set(key, { path: foundAt, finding: { weakness, rule: proof, evidence } });
  else
    places.set(key, {
      ...before,
      finding: { ...before.finding, evidence: `${before.finding.evidence}\n\n${evidence}` },
    });
}

function evidenceFor({ path, proof }: Exposure, { status, text, body }: RecordedAnswer): string {
  const shown = text === '' ? body.subarray(0, 32).toString('hex') : withoutHashes(text.slice(0, SHOWN_LENGTH));
  return `GET ${path} was answered with ${status} and ${PROOFS[proof].says}:\n${shown}`;
}

/** Hashes of passwords are secrets too: they can be guessed at leisure. */
function withoutHashes(text: string): string {
  return text.replace(/^([^\s:<]{1,64}:)(\$\w+\$|\{SHA\})?\S+$/gm, (line, user: string, kind: string | undefined) =>
    kind === undefined && !/^[^:]+:[./0-9A-Za-z]{13}$/.test(line) ? line : `${user}${kind ?? ''}***`,
  );
}
