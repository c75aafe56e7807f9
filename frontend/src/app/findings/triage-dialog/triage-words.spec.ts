import { decisionFrom, missingIn, NO_DECISION, type TriageWords } from './triage-words';

const words = (part: Partial<TriageWords>): TriageWords => ({ ...NO_DECISION, by: 'Anna', ...part });

describe('the words of a decision', () => {
  it.each<[Partial<TriageWords>, string | undefined]>([
    [{}, 'Choose what to decide.'],
    [{ state: 'confirmed' }, undefined],
    [{ state: 'confirmed', by: ' ' }, 'Say who decides.'],
    [{ state: 'false_positive' }, 'Say why: others have to understand it later.'],
    [{ state: 'accepted_risk', reason: 'a lab' }, 'Say until which day the risk is accepted.'],
    [{ state: 'accepted_risk', reason: 'a lab', until: '2030-01-01' }, undefined],
    [{ severity: 'low' }, 'Say why: others have to understand it later.'],
    [{ severity: 'seen' }, undefined],
    [{ unassign: true }, undefined],
    [{ assignee: 'Bob' }, undefined],
  ])('%j miss: %s', (part, missing) => {
    expect(missingIn(words(part))).toBe(missing);
  });

  it('become a decision that leaves out what stays', () => {
    expect(decisionFrom(words({ state: 'confirmed' }))).toEqual({ by: 'Anna', state: 'confirmed' });
    expect(decisionFrom(words({ unassign: true, severity: 'seen' }))).toEqual({
      by: 'Anna',
      assignee: null,
      severity: null,
    });
  });

  it('accept a risk until the end of the day', () => {
    const { acceptedUntil } = decisionFrom(words({ state: 'accepted_risk', reason: 'a lab', until: '2030-01-01' }));

    expect(Date.parse(acceptedUntil ?? '')).toBe(new Date(2030, 0, 1, 23, 59, 59).getTime());
  });
});
