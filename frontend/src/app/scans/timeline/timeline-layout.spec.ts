import { anEndpoint, aRun, aScan, at, ms } from '../../../testing/builders';
import { timelineOf } from './timeline-layout';

const finished = aScan({ state: 'completed', finishedAt: at(20) });

describe('timelineOf', () => {
  it('places a run that has ended between its start and its end', () => {
    const run = aRun({ state: 'succeeded', startedAt: at(5), finishedAt: at(15), durationMs: 10_000 });

    const { groups } = timelineOf({ scan: finished, runs: [run] }, 'endpoint', ms(99));

    expect(groups[0]?.rows[0]?.bar).toEqual({ left: 25, width: 50 });
    expect(groups[0]?.rows[0]?.wait).toEqual({ left: 0, width: 25 });
  });

  it('ends a run in progress now and shows until when it is expected to last', () => {
    const run = aRun({ startedAt: at(0), expectedMs: 20_000 });

    const { groups } = timelineOf({ scan: aScan(), runs: [run] }, 'endpoint', ms(5));

    expect(groups[0]?.rows[0]).toMatchObject({
      bar: { left: 0, width: 25 },
      expected: { left: 0, width: 100 },
      elapsedMs: 5000,
    });
  });

  it('lets a run that waits have no bar', () => {
    const waiting = { tool: 'nikto', state: 'queued' as const, queuedAt: at(10) };
    const run: ReturnType<typeof aRun> = { ...aRun(waiting) };
    delete run.startedAt;

    const { groups } = timelineOf({ scan: aScan(), runs: [run] }, 'endpoint', ms(20));

    expect(groups[0]?.rows[0]?.bar).toBeUndefined();
    expect(groups[0]?.rows[0]?.wait).toEqual({ left: 50, width: 50 });
  });

  it('shows a run that waits for its second attempt as waiting', () => {
    const run = aRun({ state: 'queued', startedAt: at(0), attempt: 1 });

    expect(timelineOf({ scan: aScan(), runs: [run] }, 'endpoint', ms(5)).groups[0]?.rows[0]?.bar).toBeUndefined();
  });

  it('groups by endpoint or by tool, in the order of the runs', () => {
    const runs = [
      aRun({ id: 'a', tool: 'nmap', endpoint: anEndpoint() }),
      aRun({ id: 'b', tool: 'whatweb', endpoint: anEndpoint(80) }),
      aRun({ id: 'c', tool: 'whatweb', endpoint: anEndpoint(81) }),
    ];
    const names = (grouping: 'endpoint' | 'tool') =>
      timelineOf({ scan: aScan(), runs }, grouping, ms(1)).groups.map(
        ({ label, rows }) => `${label}: ${rows.map((row) => row.label).join(', ')}`,
      );

    expect(names('endpoint')).toEqual([
      '192.0.2.10: nmap',
      'http://192.0.2.10:80: whatweb',
      'http://192.0.2.10:81: whatweb',
    ]);
    expect(names('tool')).toEqual(['nmap: 192.0.2.10', 'whatweb: http://192.0.2.10:80, http://192.0.2.10:81']);
  });

  it('keeps everything on the axis when the clocks of server and browser differ', () => {
    const run = aRun({ startedAt: at(30) });

    const row = timelineOf({ scan: aScan(), runs: [run] }, 'endpoint', ms(-60)).groups[0]?.rows[0];

    expect(row?.bar?.width).toBe(0);
    expect(row?.elapsedMs).toBe(0);
    expect((row?.bar?.left ?? 0) <= 100).toBe(true);
  });

  it('has an axis even before anything ran', () => {
    expect(timelineOf({ scan: aScan(), runs: [] }, 'tool', ms(0)).ticks.length).toBeGreaterThan(0);
  });
});
