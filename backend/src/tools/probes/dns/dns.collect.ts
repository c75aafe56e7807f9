import { type Clock } from '../../../platform/clock.js';
import { type ToolRunRequest } from '../../tool-adapter.js';
import { judgeCaa } from './caa-judgement.js';
import { type DnsSubject, subjectOf } from './dns-subject.js';
import { type DnsLine } from './dns.schema.js';
import { DnsAnswers, Inquiry } from './inquiry.js';
import { type LookupAnswer, Lookups } from './lookups.js';
import { judgeMail } from './mail-judgement.js';
import { transfersOf } from './transfers.js';
import { judgeAliases, type ZoneRecord } from './transfer-judgement.js';
import { findZone } from './zone-judgement.js';

/** One name needs a dozen questions; a zone full of aliases and an SPF record full of includes a hundred. */
const MOST_QUESTIONS = 150;
/** Characters of one answer that are kept. */
const LARGEST_ANSWER = 8000;

/** Asks the DNS about a name; yields the transcript, one JSON text a line. */
export async function* collectDns(request: ToolRunRequest, signal: AbortSignal, clock: Clock): AsyncGenerator<string> {
  const { endpoint, settings } = request;
  const subject = subjectOf(endpoint.host);
  if (subject === undefined) {
    yield textOf({ type: 'no_domain', reason: `${endpoint.host} belongs to no registered domain` });
    yield textOf({ type: 'end' });
    return;
  }
  const reader = new AbortController();
  const ends = AbortSignal.any([signal, reader.signal]);
  try {
    const { dnsResolver: resolver } = settings;
    const observedAt = clock.now().toISOString();
    yield textOf({ type: 'start', ...subject, ...(resolver === undefined ? {} : { resolver }), observedAt });
    for await (const line of examine(subject, request, ends)) yield textOf(line);
    if (!signal.aborted) yield textOf({ type: 'end' });
  } finally {
    reader.abort(); // ends what is under way when the reader stops in the middle
  }
}

async function* examine(subject: DnsSubject, request: ToolRunRequest, ends: AbortSignal): AsyncGenerator<DnsLine> {
  const lookups = lookupsFor(request.settings.dnsResolver, ends);
  if (lookups === undefined) {
    yield { type: 'broken', reason: `${request.settings.dnsResolver ?? ''} is no address of a resolver` };
    return;
  }
  const answers = new DnsAnswers();
  yield* settle(lookups, answers, (inquiry) => findZone(subject, inquiry));
  if (answers.get({ name: subject.domain, type: 'NS' })?.kind === 'no_such_name') return;

  yield* settle(lookups, answers, (inquiry) => {
    judgeMail(subject, inquiry);
    judgeCaa(subject, inquiry);
  });
  const records: ZoneRecord[] = [];
  const ask = (judge: (inquiry: Inquiry) => unknown): AsyncGenerator<DnsLine> => settle(lookups, answers, judge);
  for await (const line of transfersOf(subject, request, { answers, ask }, ends)) {
    if (line.type === 'record') records.push(line);
    yield line;
  }
  yield* settle(lookups, answers, (inquiry) => judgeAliases(records, inquiry));
}

/** Asks what a judgement wants to know, until it wants nothing more. */
async function* settle(
  lookups: Lookups,
  answers: DnsAnswers,
  judge: (inquiry: Inquiry) => unknown,
): AsyncGenerator<DnsLine> {
  for (;;) {
    const inquiry = new Inquiry(answers);
    judge(inquiry);
    const questions = inquiry.open.slice(0, MOST_QUESTIONS - answers.size);
    if (questions.length === 0) return;
    const asked = questions.map(async ({ name, type }) => ({
      name,
      type,
      answer: bounded(await lookups.ask(name, type)),
    }));
    for (const { name, type, answer } of await Promise.all(asked)) {
      answers.add({ name, type }, answer);
      yield { type: 'lookup', name, recordType: type, answer };
    }
  }
}

/** An answer that no honest zone gives would be cut in the transcript and then misread. */
function bounded(answer: LookupAnswer): LookupAnswer {
  if (answer.kind !== 'records' || answer.records.join('').length <= LARGEST_ANSWER) return answer;
  return { kind: 'failed', code: 'TOO_LARGE' };
}

function lookupsFor(resolver: string | undefined, ends: AbortSignal): Lookups | undefined {
  try {
    return new Lookups(resolver, ends);
  } catch {
    return undefined; // setServers throws on what is no address
  }
}

function textOf(line: DnsLine): string {
  return JSON.stringify(line);
}
