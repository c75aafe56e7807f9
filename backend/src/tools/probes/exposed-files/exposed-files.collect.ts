import { randomBytes } from 'node:crypto';
import { type Clock } from '../../../platform/clock.js';
import { hasPort, type ServiceEndpoint } from '../../../targets/endpoint.js';
import { type AnsweredExchange } from '../../http-exchange/http-answer.js';
import { HttpInterview, type InterviewSettings } from '../../http-transcript/http-interview.js';
import { type HttpLine } from '../../http-transcript/http-transcript.schema.js';
import { sideBySide } from '../../http-transcript/side-by-side.js';
import { type Profile, type ToolRunRequest } from '../../tool-adapter.js';
import { controlFor } from './control-path.js';
import { exposuresFor } from './exposure-list.js';
import { type Exposure } from './exposure.js';
import { listingsOf } from './exposures/listing.exposures.js';
import { linkedFolders } from './linked-folders.js';
import { isProven } from './proofs.js';

const AT_ONCE: Readonly<Record<Profile, number>> = { quick: 6, standard: 6, deep: 4 };
const ANSWER_MS: Readonly<Record<Profile, number>> = { quick: 5000, standard: 6000, deep: 12_000 };
/** After so many questions without a whole answer the rest is not asked: the server is in trouble, or wants us gone. */
const MAX_TROUBLES = 15;
/** Bytes that are read of a file, and how many of them are kept: enough to prove what it is. */
const BODY_BYTES = 16 * 1024;
const KEPT_BYTES = 4 * 1024;

/** Asks for files that should not be there; yields the transcript, one JSON text a line. */
export async function* collectExposedFiles(
  { endpoint, profile }: ToolRunRequest,
  signal: AbortSignal,
  clock: Clock,
): AsyncGenerator<string> {
  if (!hasPort(endpoint)) {
    yield JSON.stringify({ type: 'broken', reason: 'no port was given' } satisfies HttpLine);
    return;
  }
  const ended = new AbortController();
  const interview = new HttpInterview(endpoint, settingsOf(profile), AbortSignal.any([signal, ended.signal]));
  const search = new FileSearch(interview, endpoint, profile);
  try {
    yield JSON.stringify(interview.start(search.planned, clock));
    for await (const line of search.lines()) yield JSON.stringify(line);
    if (!signal.aborted) yield JSON.stringify({ type: 'end' } satisfies HttpLine);
  } finally {
    ended.abort(); // closes what is still open when the reader stops in the middle
  }
}

/** One search through the list of exposures. */
class FileSearch {
  private readonly controlName = `plx-${randomBytes(5).toString('hex')}`;
  private readonly asked = new Set<string>();
  private readonly exposures: readonly Exposure[];
  private troubles = 0;

  constructor(
    private readonly interview: HttpInterview,
    private readonly endpoint: ServiceEndpoint,
    private readonly profile: Profile,
  ) {
    this.exposures = exposuresFor(endpoint, profile);
  }

  /** The entry page, the first control and the list; controls for what is found come on top. */
  get planned(): number {
    return this.exposures.length + 2;
  }

  async *lines(): AsyncGenerator<HttpLine> {
    const entry = yield* this.ask('entry', '/');
    const control = yield* this.ask('control', controlFor('/', this.controlName).slice(0, -1));
    if (entry === undefined && control === undefined) return;
    const linked = this.profile === 'quick' ? [] : linkedFolders(entry?.body.toString('utf8') ?? '', this.endpoint);
    const all = [...this.exposures, ...listingsOf(['/', ...linked])];
    yield* sideBySide(this.searches(all), AT_ONCE[this.profile]);
  }

  private *searches(exposures: readonly Exposure[]): Generator<AsyncGenerator<HttpLine>> {
    for (const exposure of exposures) {
      if (this.troubles >= MAX_TROUBLES) return;
      if (!this.asked.has(exposure.path)) yield this.look(exposure);
    }
  }

  /** Asks for a file and, when its content convinces, for one beside it that cannot be there. */
  private async *look({ path, proof }: Exposure): AsyncGenerator<HttpLine> {
    const answer = yield* this.ask('file', path);
    if (answer?.status !== 200) return;
    const body = answer.body.subarray(0, KEPT_BYTES);
    const content = { body, text: body.toString('latin1') };
    const control = controlFor(path, this.controlName);
    if (isProven(proof, content) && !this.asked.has(control)) yield* this.ask('control', control);
  }

  private async *ask(purpose: string, path: string): AsyncGenerator<HttpLine, AnsweredExchange | undefined> {
    this.asked.add(path);
    const answer = yield* this.interview.ask({ purpose, method: 'GET', path });
    if (answer === undefined || answer.bodyState.kind === 'broken') this.troubles += 1;
    return answer;
  }
}

function settingsOf(profile: Profile): InterviewSettings {
  return {
    profile,
    limits: { answerMs: ANSWER_MS[profile], bodyBytes: BODY_BYTES },
    bodies: { bytes: KEPT_BYTES, secrets: 'masked' },
    attempts: profile === 'deep' ? 2 : 1,
  };
}
