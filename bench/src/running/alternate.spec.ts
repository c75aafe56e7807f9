import { alternate } from './alternate.js';

describe(alternate.name, () => {
  it('lets the contenders take turns and keeps what each gave', async () => {
    const order: string[] = [];
    const noting = (name: string) => () => Promise.resolve(order.push(name));

    const results = await alternate({ ours: noting('A'), baseline: noting('B') }, 2);

    expect(order).toEqual(['A', 'B', 'A', 'B']);
    expect(results).toEqual({ ours: [1, 3], baseline: [2, 4] });
  });

  it('does not count the rounds that only warm up', async () => {
    let calls = 0;

    const results = await alternate({ ours: () => Promise.resolve((calls += 1)) }, 1, 2);

    expect(results).toEqual({ ours: [3] });
  });
});
