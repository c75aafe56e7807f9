import { silenceInWords } from './silence-words';

describe('the words for a tool that did not report a finding', () => {
  it('tell those that did not see it from those that could not tell', () => {
    const silent = { tool: 'testssl', family: 'tls.protocols' } as const;

    expect(silenceInWords({ ...silent, status: 'ran' })).toBe(
      'testssl checked tls.protocols there and did not see it.',
    );
    expect(silenceInWords({ ...silent, status: 'timed_out', reason: 'it took too long' })).toBe(
      'testssl could not tell (timed out): it took too long.',
    );
  });
});
