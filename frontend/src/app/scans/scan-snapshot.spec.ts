import { aRun, aScan } from '../../testing/builders';
import { applyEvent, isFinished, isRetryable, isRunFinished } from './scan-snapshot';

describe('applyEvent', () => {
  const before = { scan: aScan(), runs: [aRun({ id: 'run-1' }), aRun({ id: 'run-2', state: 'queued' })] };

  it('takes over the new state of the scan and leaves its runs', () => {
    const after = applyEvent(before, { sequence: 8, type: 'scan', data: aScan({ state: 'completed' }) });

    expect(after.scan).toMatchObject({ state: 'completed', eventSequence: 8 });
    expect(after.runs).toBe(before.runs);
  });

  it('replaces the run that changed, in its place', () => {
    const after = applyEvent(before, { sequence: 8, type: 'run', data: aRun({ id: 'run-1', state: 'failed' }) });

    expect(after.runs.map(({ id, state }) => `${id} ${state}`)).toEqual(['run-1 failed', 'run-2 queued']);
  });

  it('appends a run that discovery has added', () => {
    const after = applyEvent(before, { sequence: 8, type: 'run', data: aRun({ id: 'run-3' }) });

    expect(after.runs.map(({ id }) => id)).toEqual(['run-1', 'run-2', 'run-3']);
  });

  it('takes over the counts of findings', () => {
    const counts = { critical: 9, high: 0, medium: 0, low: 0, info: 0 };

    expect(applyEvent(before, { sequence: 8, type: 'findings', data: counts }).scan.findings).toEqual(counts);
  });

  it('takes over that less was checked than before', () => {
    const data = { previousScanId: 'scan-0', lost: 1, examples: ['a check'], findingsBefore: 2, findingsNow: 1 };

    const after = applyEvent(before, { sequence: 8, type: 'coverage.regressed', data });

    expect(after.scan).toMatchObject({ coverageRegression: data, eventSequence: 8 });
  });

  it('never goes back: an event that the snapshot knows already changes nothing', () => {
    const data = aScan({ state: 'queued', eventSequence: 5 });

    expect(applyEvent(before, { sequence: 7, type: 'scan', data })).toBe(before);
  });

  it('leaves the snapshot before it as it was', () => {
    applyEvent(before, { sequence: 8, type: 'run', data: aRun({ id: 'run-1', state: 'failed' }) });

    expect(before.runs[0]?.state).toBe('running');
  });
});

describe('states', () => {
  it('knows which scans go on', () => {
    expect((['queued', 'running', 'cancelling'] as const).some(isFinished)).toBe(false);
    expect((['completed', 'partial', 'failed', 'cancelled'] as const).every(isFinished)).toBe(true);
  });

  it('offers a retry only where something did not succeed', () => {
    expect(isRetryable('completed')).toBe(false);
    expect(isRetryable('running')).toBe(false);
    expect((['partial', 'failed', 'cancelled'] as const).every(isRetryable)).toBe(true);
  });

  it('knows which runs go on', () => {
    expect((['queued', 'running'] as const).some(isRunFinished)).toBe(false);
    expect((['succeeded', 'skipped', 'timed_out', 'cached'] as const).every(isRunFinished)).toBe(true);
  });
});
