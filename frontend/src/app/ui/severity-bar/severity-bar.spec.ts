import { render } from '../../../testing/render';
import { SeverityBar } from './severity-bar';

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

describe(SeverityBar.name, () => {
  it('shows a part for each severity that occurs, as wide as its count, worst first', () => {
    const { element } = render(SeverityBar, { counts: { ...NONE, low: 3, critical: 1 } });

    const parts = [...element.querySelectorAll<HTMLElement>('.part')];
    expect(parts.map((part) => part.style.flexGrow)).toEqual(['1', '3']);
  });

  it('says the counts in words for people who do not see it', () => {
    const { element } = render(SeverityBar, { counts: { ...NONE, high: 2, info: 1 } });

    expect(element.querySelector('.unseen')?.textContent).toBe('2 high, 1 info');
  });

  it('says that there is nothing', () => {
    const { element } = render(SeverityBar, { counts: NONE });

    expect(element.querySelector('.unseen')?.textContent).toBe('No findings');
    expect(element.querySelectorAll('.part')).toHaveLength(0);
  });
});
