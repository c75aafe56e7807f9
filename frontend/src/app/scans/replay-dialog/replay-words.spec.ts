import { anEndpoint, aReplay, aRun } from '../../../testing/builders';
import { groupsOf, isReplayable, summaryOf } from './replay-words';

const SEEN = { weakness: 'net.telnet', rule: 'telnet', title: 'Telnet is open', endpoint: anEndpoint(23) } as const;

describe('a replay in words', () => {
  it('says that nothing differs', () => {
    expect(summaryOf(aReplay({ before: 3, after: 3 }))).toBe('Nothing differs: 3 observations, read as they were.');
    expect(groupsOf(aReplay())).toEqual([]);
  });

  it('says how many there were and are, and how many are not named', () => {
    const replay = aReplay({ before: 1, after: 121, added: { count: 120, items: [{ ...SEEN, severity: 'high' }] } });

    expect(summaryOf(replay)).toBe('1 observation then, 121 now.');
    expect(groupsOf(replay)).toEqual([
      {
        title: 'New (120)',
        more: 119,
        lines: [{ severity: 'high', title: 'Telnet is open', place: SEEN.endpoint.label, rule: 'telnet', note: '' }],
      },
    ]);
  });

  it('says what was decided about what goes', () => {
    const items = [
      { ...SEEN, severity: 'high', state: 'accepted_risk' },
      { ...SEEN, severity: 'high', state: 'open' },
    ] as const;

    const [group] = groupsOf(aReplay({ vanished: { count: 2, items: [...items] } }));

    expect(group?.lines.map(({ note }) => note)).toEqual([
      'decided: accepted risk; lost unless another run has seen it too',
      '',
    ]);
  });

  it('says what changes', () => {
    const before = { severity: 'low', title: 'Telnet' } as const;
    const items = [{ ...SEEN, severity: 'high' as const, before, fields: ['severity', 'evidence', 'title'] as const }];

    const [group] = groupsOf(
      aReplay({ changed: { count: 1, items: items.map((item) => ({ ...item, fields: [...item.fields] })) } }),
    );

    expect(group?.lines[0]?.note).toBe('severity was low, other evidence, title was “Telnet”');
  });
});

describe(isReplayable.name, () => {
  const artefact = { sha256: 'abc', bytes: 3 };

  it.each([
    ['a run that succeeded', aRun({ state: 'succeeded', artefact }), true],
    ['an imported report', aRun({ state: 'imported', artefact }), true],
    ['a run without output', aRun({ state: 'failed' }), false],
    ['a run of which output was dropped', aRun({ state: 'partial', artefact, droppedBytes: 1 }), false],
    ['a run that was cancelled', aRun({ state: 'cancelled', artefact }), false],
  ])('tells of %s', (_, run, replayable) => {
    expect(isReplayable(run)).toBe(replayable);
  });
});
