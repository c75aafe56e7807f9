import { render } from '../../../testing/render';
import { SeverityCounts } from './severity-counts';

const counts = { critical: 4, high: 0, medium: 0, low: 0, info: 0 };

describe(SeverityCounts.name, () => {
  it('tells which severity was pressed', () => {
    const { fixture, element } = render(SeverityCounts, { counts });
    const pressed: string[] = [];
    fixture.componentInstance.chosen.subscribe((severity) => pressed.push(severity));

    element.querySelector('button')?.click();

    expect(pressed).toEqual(['critical']);
  });

  it('marks the severities that are filtered by', () => {
    const { element } = render(SeverityCounts, { counts, selected: ['high'] });

    const states = [...element.querySelectorAll('button')].map((button) => button.getAttribute('aria-pressed'));
    expect(states).toEqual(['false', 'true', 'false', 'false', 'false']);
  });
});
