import { anEndpoint, aRun, aScan, at, ms } from '../../../testing/builders';
import { render } from '../../../testing/render';
import { Timeline } from './timeline';

describe(Timeline.name, () => {
  const failed = aRun({
    id: 'f',
    tool: 'sslscan',
    state: 'failed',
    finishedAt: at(4),
    durationMs: 4000,
    reason: 'Exit code 1.',
  });

  it('tells everything of a run without its colour', () => {
    const { element } = render(Timeline, { snapshot: { scan: aScan(), runs: [failed] }, now: ms(9) });

    expect(element.querySelector('.row')?.getAttribute('aria-label')).toBe(
      'sslscan on 192.0.2.10, Failed, 4.0 s, Exit code 1.',
    );
  });

  it('shows how far a run in progress is', () => {
    const runs = [aRun({ id: 'n', endpoint: anEndpoint(80) })];

    const { element } = render(Timeline, {
      snapshot: { scan: aScan(), runs },
      now: ms(9),
      percents: new Map([['n', 42]]),
    });

    expect(element.querySelector('.note')?.textContent).toBe('42 % · 9.0 s');
  });

  it('opens the run that is pressed', () => {
    const { fixture, element } = render(Timeline, { snapshot: { scan: aScan(), runs: [failed] }, now: ms(9) });
    const opened: string[] = [];
    fixture.componentInstance.opened.subscribe((id) => opened.push(id));

    element.querySelector<HTMLElement>('.row')?.click();

    expect(opened).toEqual(['f']);
  });

  it('says why a run that never started did not', () => {
    const skipped = { ...failed, state: 'skipped' as const, reason: 'nuclei is not installed.' };
    delete skipped.startedAt;

    const { text } = render(Timeline, { snapshot: { scan: aScan(), runs: [skipped] }, now: ms(9) });

    expect(text()).toContain('nuclei is not installed.');
  });
});
