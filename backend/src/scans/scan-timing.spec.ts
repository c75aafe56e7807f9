import { timingOf } from './scan-timing.js';
import { aToolRun, second } from './testing/tool-run.builder.js';

function ran(id: string, from: number, seconds: number, found?: { by: string; at: number }) {
  return aToolRun({
    id,
    state: 'succeeded',
    queuedAt: second(found?.at ?? 0),
    startedAt: second(from),
    durationMs: seconds * 1000,
    ...(found === undefined ? {} : { foundBy: found.by }),
  });
}

describe(timingOf.name, () => {
  it('measures what running side by side brought', () => {
    const timing = timingOf([ran('a', 0, 30), ran('b', 0, 20), ran('c', 0, 10)], second(0), second(30), 3);

    expect(timing).toEqual({
      wallMs: 30_000,
      sequentialMs: 60_000,
      criticalPathMs: 30_000,
      lowerBoundMs: 30_000,
      speedUp: 2,
      slots: 3,
    });
  });

  it('is bound by the number of slots when the runs are many', () => {
    const runs = Array.from({ length: 9 }, (_, position) => ran(`r${position}`, 0, 10));

    expect(timingOf(runs, second(0), second(31), 3)?.lowerBoundMs).toBe(30_000);
  });

  it('counts the wait until an endpoint was found into the critical path', () => {
    const runs = [ran('ports', 0, 30), ran('tls', 5, 40, { by: 'ports', at: 5 })];

    expect(timingOf(runs, second(0), second(45), 3)?.criticalPathMs).toBe(45_000);
  });

  it('leaves out runs that never started', () => {
    const runs = [ran('a', 0, 10), aToolRun({ id: 's', state: 'skipped' })];

    expect(timingOf(runs, second(0), second(10), 3)?.sequentialMs).toBe(10_000);
    expect(timingOf([aToolRun({ state: 'skipped' })], second(0), second(1), 3)).toBeUndefined();
  });
});
