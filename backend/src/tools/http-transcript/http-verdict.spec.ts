import { type EndCause, type ProcessExit } from '../../platform/process/command-spec.js';
import { HttpTranscript } from './http-transcript.js';
import { httpVerdict } from './http-verdict.js';

const SERVICE = { host: 'a.test', address: '192.0.2.1', port: 80 };
const EXIT: ProcessExit = { code: 0, signal: null, truncated: false };
const REACH = { family: 'http.headers', gaps: [] } as const;

const START = {
  type: 'start',
  origin: 'http://a.test:80',
  profile: 'standard',
  questions: 1,
  observedAt: '2026-01-01T00:00:00Z',
};
const QUESTION = { type: 'exchange', exchange: 0, purpose: 'page', method: 'GET', path: '/', attempts: 1, ms: 1 };
const ANSWERED = {
  ...QUESTION,
  result: { kind: 'answered', status: 200, headers: [], headersCut: 0, bodyBytes: 0, bodyState: { kind: 'whole' } },
};
const REFUSED = { ...QUESTION, result: { kind: 'failed', reason: 'the connection was refused' } };
const END = { type: 'end' };

function transcriptOf(...lines: readonly object[]): HttpTranscript {
  const transcript = new HttpTranscript();
  transcript.push(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return transcript;
}

describe(httpVerdict.name, () => {
  it('believes a whole transcript without gaps', () => {
    expect(httpVerdict(transcriptOf(START, ANSWERED, END), EXIT, SERVICE, [REACH])).toEqual({
      outcome: 'succeeded',
      coverage: [{ family: 'http.headers', endpoint: SERVICE, status: 'ran' }],
    });
  });

  it('calls a run partial that has gaps, and names them', () => {
    const verdict = httpVerdict(transcriptOf(START, ANSWERED, END), EXIT, SERVICE, [
      { ...REACH, gaps: ['the page broke off', 'the page broke off', 'TRACE had no answer'] },
    ]);

    expect(verdict).toMatchObject({ outcome: 'partial', reason: 'the page broke off; TRACE had no answer' });
    expect(verdict.coverage[0]).toMatchObject({ status: 'partial', reason: 'the page broke off; TRACE had no answer' });
  });

  it('lets a run succeed that left out only what its profile leaves out', () => {
    const verdict = httpVerdict(transcriptOf(START, ANSWERED, END), EXIT, SERVICE, [{ ...REACH, leftOut: 'not deep' }]);

    expect(verdict).toMatchObject({ outcome: 'succeeded', coverage: [{ status: 'partial', reason: 'not deep' }] });
  });

  it('takes a server that answered nothing for unexamined', () => {
    const verdict = httpVerdict(transcriptOf(START, REFUSED, END), EXIT, SERVICE, [REACH]);

    expect(verdict.outcome).toBe('failed');
    expect(verdict.reason).toBe('the server answered no request: the connection was refused');
    expect(verdict.coverage[0]?.status).toBe('failed');
  });

  it.each<[EndCause, string, string]>([
    ['time_limit', 'timed_out', 'timed_out'],
    ['cancelled', 'partial', 'cancelled'],
    ['shutdown', 'partial', 'cancelled'],
    ['output_limit', 'partial', 'failed'],
  ])('believes nothing of a run that was ended by %s', (endedBy, outcome, status) => {
    const verdict = httpVerdict(transcriptOf(START, ANSWERED), { ...EXIT, endedBy }, SERVICE, [REACH]);

    expect(verdict).toMatchObject({ outcome, coverage: [{ status }] });
  });

  it('does not take a transcript without its end for whole, whatever the exit says', () => {
    const verdict = httpVerdict(transcriptOf(START, ANSWERED), EXIT, SERVICE, [REACH]);

    expect(verdict).toMatchObject({ outcome: 'partial', coverage: [{ status: 'failed' }] });
  });

  it('does not prove an absence when output was dropped or could not be read', () => {
    const transcript = transcriptOf(START, ANSWERED, { type: 'of another version' }, END);

    const verdict = httpVerdict(transcript, { ...EXIT, truncated: true }, SERVICE, [REACH]);

    expect(verdict).toMatchObject({ outcome: 'partial', coverage: [{ status: 'partial' }] });
    expect(verdict.reason).toMatch(/could not be read \(1\); part of the transcript was dropped/);
  });

  it('repeats why the collector broke off', () => {
    const verdict = httpVerdict(transcriptOf({ type: 'broken', reason: 'no port was given' }), EXIT, SERVICE, [REACH]);

    expect(verdict).toMatchObject({ outcome: 'failed', reason: 'no port was given' });
  });
});
