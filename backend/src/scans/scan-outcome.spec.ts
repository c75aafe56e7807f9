import { outcomeOf } from './scan-outcome.js';
import { aToolRun } from './testing/tool-run.builder.js';

const good = aToolRun({ state: 'succeeded' });
const failed = aToolRun({ tool: 'nmap', state: 'failed', reason: 'connection refused' });
const missing = aToolRun({ tool: 'ffuf', state: 'skipped', reason: 'ffuf is not installed' });

describe(outcomeOf.name, () => {
  it('is completed when every run succeeded or came from the cache', () => {
    expect(outcomeOf([good, aToolRun({ state: 'cached' })])).toEqual({ state: 'completed' });
  });

  it('is completed, and names what was skipped', () => {
    expect(outcomeOf([good, missing])).toEqual({
      state: 'completed',
      reason: '1 skipped: ffuf: ffuf is not installed',
    });
  });

  it.each(['failed', 'timed_out', 'partial', 'cancelled'] as const)('is partial when a run is %s', (state) => {
    const outcome = outcomeOf([good, aToolRun({ tool: 'nmap', state, reason: 'because' })]);

    expect(outcome.state).toBe('partial');
    expect(outcome.reason).toContain('1 of 2 tool runs did not finish their checks: nmap: because');
  });

  it('is failed when nothing succeeded, however it failed', () => {
    expect(outcomeOf([failed, missing])).toEqual({
      state: 'failed',
      reason: 'No tool run succeeded: nmap: connection refused; ffuf: ffuf is not installed',
    });
  });

  it('is failed when there was nothing to run: an empty scan must not look clean', () => {
    expect(outcomeOf([]).state).toBe('failed');
  });

  it('says the same reason once, with the tools it concerns', () => {
    const runs = ['a', 'b', 'a'].map((tool) => aToolRun({ tool, state: 'failed', reason: 'down' }));

    expect(outcomeOf(runs).reason).toBe('No tool run succeeded: a, b: down');
  });
});
