import { type Coverage } from '../findings/coverage.js';
import { type ProcessExit } from '../platform/process/command-spec.js';
import { endingOf, exitOf, wasCut } from './run-verdict.js';
import { aToolRun, LOOPBACK } from './testing/tool-run.builder.js';

const ran: Coverage = { family: 'tls.protocols', endpoint: LOOPBACK, status: 'ran' };
const clean: ProcessExit = { code: 0, signal: null, truncated: false };

describe(endingOf.name, () => {
  it('believes the parser, not the exit code', () => {
    const failed = { outcome: 'failed', reason: 'not TLS', coverage: [] } as const;

    expect(endingOf(failed, clean).state).toBe('failed');
    expect(endingOf({ outcome: 'succeeded', coverage: [ran] }, { ...clean, code: 3 }).state).toBe('succeeded');
  });

  it.each([
    ['cancelled', 'cancelled'],
    ['time_limit', 'timed_out'],
    ['idle_limit', 'timed_out'],
    ['output_limit', 'failed'],
    ['shutdown', 'cancelled'],
  ] as const)('a run ended by %s is %s, and proves nothing, even when its exit code is 0', (endedBy, state) => {
    const ending = endingOf({ outcome: 'succeeded', coverage: [ran] }, { ...clean, endedBy });

    expect(ending.state).toBe(state);
    expect(ending.reason).not.toBe('');
    expect(ending.coverage).toEqual([{ ...ran, status: state, reason: ending.reason }]);
  });

  it('fails a program that could not be started, in words', () => {
    const ending = endingOf({ outcome: 'succeeded', coverage: [ran] }, { ...clean, error: 'no such program' });

    expect(ending).toMatchObject({ state: 'failed', reason: 'no such program' });
    expect(ending.coverage[0]?.status).toBe('failed');
  });

  it('is at most partial when output was dropped', () => {
    const ending = endingOf({ outcome: 'succeeded', coverage: [ran] }, { ...clean, truncated: true });

    expect(ending.state).toBe('partial');
    expect(ending.reason).toMatch(/dropped/);
  });

  it('says that output was dropped when the parser failed for want of it', () => {
    const failed = { outcome: 'failed', reason: 'its report ends in the middle', coverage: [] } as const;

    const ending = endingOf(failed, { ...clean, truncated: true });

    expect(ending.state).toBe('failed');
    expect(ending.reason).toMatch(/ends in the middle.*dropped/);
  });
});

describe(exitOf.name, () => {
  it.each(['time_limit', 'idle_limit', 'output_limit', 'cancelled'] as const)(
    'knows again that a run was ended by %s',
    (endedBy) => {
      const { state, reason = '' } = endingOf({ outcome: 'succeeded', coverage: [] }, { ...clean, endedBy });

      expect(exitOf(aToolRun({ state, reason, exitCode: 0 }))).toEqual({ ...clean, endedBy });
    },
  );

  it('is the end that the program chose when nobody ended it', () => {
    const failed = aToolRun({ state: 'failed', reason: 'not TLS', signal: 'SIGKILL' });

    expect(exitOf(failed)).toEqual({ code: null, signal: 'SIGKILL', truncated: false });
  });
});

describe(wasCut.name, () => {
  it.each(['succeeded', 'failed'] as const)('knows again that output was dropped of a run that %s', (outcome) => {
    const { state, reason = '' } = endingOf(
      { outcome, reason: 'as it is', coverage: [] },
      { ...clean, truncated: true },
    );

    expect(wasCut(aToolRun({ state, reason }))).toBe(true);
    expect(wasCut(aToolRun({ state, reason: 'as it is' }))).toBe(false);
  });

  it('believes the bytes that were counted', () => {
    expect(wasCut(aToolRun({ state: 'partial', droppedBytes: 1 }))).toBe(true);
  });
});
