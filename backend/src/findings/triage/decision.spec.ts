import { type Decision, checkDecision, decide, type Decided } from './decision.js';
import { DecisionInvalidError } from './triage.errors.js';

const NOW = new Date('2026-06-01T00:00:00Z');
const AT = NOW.toISOString();
const OPEN: Decided = { state: 'open', triage: {} };

function fieldsOf(decision: Decision): readonly string[] {
  try {
    checkDecision(decision, NOW);
    return [];
  } catch (error) {
    return error instanceof DecisionInvalidError ? error.fields.map(({ field }) => field) : ['another error'];
  }
}

describe(checkDecision.name, () => {
  it.each<[Decision, readonly string[]]>([
    [{ state: 'confirmed' }, []],
    [{ state: 'fixed' }, []],
    [{ assignee: 'Anna' }, []],
    [{ assignee: null }, []],
    [{ severity: null }, []],
    [{ state: 'false_positive', reason: 'a lab' }, []],
    [{ state: 'accepted_risk', reason: 'a lab', acceptedUntil: '2026-07-01T00:00:00Z' }, []],
    [{}, ['state']],
    [{ reason: 'because' }, ['state']],
    [{ state: 'false_positive' }, ['reason']],
    [{ severity: 'low' }, ['reason']],
    [{ state: 'accepted_risk' }, ['reason', 'acceptedUntil']],
    [{ state: 'accepted_risk', reason: 'a lab', acceptedUntil: '2026-05-01T00:00:00Z' }, ['acceptedUntil']],
    [{ state: 'accepted_risk', reason: 'a lab', acceptedUntil: '2046-05-01T00:00:00Z' }, ['acceptedUntil']],
    [{ state: 'confirmed', acceptedUntil: '2026-07-01T00:00:00Z' }, ['acceptedUntil']],
  ])('finds in %j wrong: %j', (decision, wrong) => {
    expect(fieldsOf(decision)).toEqual(wrong);
  });
});

describe(decide.name, () => {
  it('changes what is decided and leaves the rest', () => {
    const before: Decided = { state: 'confirmed', triage: { decidedBy: 'Anna', assignee: 'Bob' } };

    const after = decide(before, { state: 'false_positive', reason: 'a lab' }, { by: 'Carl', at: AT });

    expect(after).toEqual({
      state: 'false_positive',
      triage: { decidedBy: 'Carl', assignee: 'Bob', reason: 'a lab' },
    });
  });

  it('forgets the end of an acceptance with the acceptance', () => {
    const until = '2026-07-01T00:00:00.000Z';
    const accepted = decide(
      OPEN,
      { state: 'accepted_risk', reason: 'a lab', acceptedUntil: until },
      { by: 'Anna', at: AT },
    );

    const opened = decide(accepted, { state: 'open' }, { by: 'Anna', at: AT });

    expect(accepted.triage.acceptedUntil).toBe(until);
    expect(opened).toEqual({ state: 'open', triage: { decidedBy: 'Anna' }, reopenedAt: AT });
  });

  it('sets a severity and takes it back', () => {
    const set = decide(OPEN, { severity: 'low', reason: 'behind a wall' }, { by: 'Anna', at: AT });

    expect(set).toEqual({ state: 'open', triage: { override: { severity: 'low', reason: 'behind a wall' } } });
    expect(decide(set, { severity: null }, { by: 'Anna', at: AT })).toEqual(OPEN);
  });

  it('assigns and takes the assignment back', () => {
    const assigned = decide(OPEN, { assignee: 'Bob' }, { by: 'Anna', at: AT });

    expect(assigned).toEqual({ state: 'open', triage: { assignee: 'Bob' } });
    expect(decide(assigned, { assignee: null }, { by: 'Anna', at: AT })).toEqual(OPEN);
  });
});
