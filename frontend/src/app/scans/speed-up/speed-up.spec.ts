import { render } from '../../../testing/render';
import { efficiencyPercent, SpeedUp } from './speed-up';

const timing = {
  wallMs: 72_000,
  sequentialMs: 204_000,
  criticalPathMs: 60_000,
  lowerBoundMs: 66_000,
  speedUp: 2.83,
  slots: 4,
};

describe(SpeedUp.name, () => {
  it('says what running at the same time brought, and how much more was possible', () => {
    const { text } = render(SpeedUp, { timing });

    expect(text()).toBe(
      '2.8×3 min 24 s of tool time in 1 min 12 s Best possible schedule on 4 slots 1 min 06 s · efficiency 92 %',
    );
  });

  it('never claims to be better than possible', () => {
    expect(efficiencyPercent({ ...timing, wallMs: 10 })).toBe(100);
  });
});
