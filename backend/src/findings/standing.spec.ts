import fc from 'fast-check';
import { FINDING_STATES } from './finding-state.js';
import { newStanding, type Standing, standingWhenMissed, standingWhenSeen } from './standing.js';

const FIRST = { scanId: 'scan-1', at: '2026-01-01T00:00:00.000Z' };
const SECOND = { scanId: 'scan-2', at: '2026-01-02T00:00:00.000Z' };
const THIRD = { scanId: 'scan-3', at: '2026-01-03T00:00:00.000Z' };
const PROOF = { proven: true, reason: 'checked again', runId: 'run' } as const;
const DOUBT = { proven: false, reason: 'nmap ran out of time' } as const;

const standing = (part: Partial<Standing> = {}): Standing => ({ ...newStanding(FIRST), ...part });

describe('how things stand with a finding', () => {
  it('is open and seen since its first scan, however often it is seen', () => {
    expect(standingWhenSeen(newStanding(FIRST), SECOND)).toEqual({
      state: 'open',
      presence: 'seen',
      since: FIRST.at,
      scanId: 'scan-1',
    });
  });

  it('becomes unknown with the first scan that cannot tell, and stays so since then', () => {
    const missed = standingWhenMissed(newStanding(FIRST), DOUBT, SECOND);

    expect(missed).toEqual({
      state: 'open',
      presence: 'unknown',
      since: SECOND.at,
      scanId: 'scan-2',
      reason: DOUBT.reason,
    });
    expect(standingWhenMissed(missed, DOUBT, THIRD)).toBe(missed);
  });

  it('is fixed by proof, and reopened when it is seen again', () => {
    const fixed = standingWhenMissed(newStanding(FIRST), PROOF, SECOND);

    expect(fixed).toMatchObject({ state: 'fixed', presence: 'gone', reason: 'checked again' });
    expect(standingWhenSeen(fixed, THIRD)).toEqual({
      state: 'reopened',
      presence: 'seen',
      since: THIRD.at,
      reopenedAt: THIRD.at,
      scanId: 'scan-3',
    });
  });

  it.each(['false_positive', 'accepted_risk'] as const)('stays %s whatever machines see', (state) => {
    expect(standingWhenSeen(standing({ state }), SECOND).state).toBe(state);
    expect(standingWhenMissed(standing({ state }), PROOF, SECOND)).toMatchObject({ state, presence: 'gone' });
    expect(standingWhenMissed(standing({ state }), DOUBT, SECOND)).toMatchObject({ state, presence: 'unknown' });
  });

  it('never becomes fixed without a proof', () => {
    const step = fc.constantFrom('seen', 'doubt');

    fc.assert(
      fc.property(
        fc.constantFrom(...FINDING_STATES.filter((state) => state !== 'fixed')),
        fc.array(step),
        (state, steps) => {
          const last = steps.reduce(
            (before, word) =>
              word === 'seen' ? standingWhenSeen(before, SECOND) : standingWhenMissed(before, DOUBT, SECOND),
            standing({ state }),
          );
          expect(last.state).toBe(state);
        },
      ),
    );
  });
});
