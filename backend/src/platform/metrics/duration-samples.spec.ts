import { DurationSamples } from './duration-samples.js';

describe(DurationSamples.name, () => {
  it('is zero without samples', () => {
    expect(new DurationSamples().percentiles()).toEqual({ p50: 0, p95: 0, p99: 0 });
  });

  it('gives the nearest rank', () => {
    const sut = new DurationSamples();
    for (let milliseconds = 100; milliseconds >= 1; milliseconds -= 1) sut.add(milliseconds);

    expect(sut.percentiles()).toEqual({ p50: 50, p95: 95, p99: 99 });
  });

  it('forgets the oldest', () => {
    const sut = new DurationSamples();
    for (let sample = 0; sample < 100; sample += 1) sut.add(9000);
    for (let sample = 0; sample < 512; sample += 1) sut.add(1);

    expect(sut.percentiles()).toEqual({ p50: 1, p95: 1, p99: 1 });
  });
});
