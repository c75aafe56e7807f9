import { orderOf } from './command-line.js';

describe(orderOf.name, () => {
  it('runs everything in full by default', () => {
    expect(orderOf([], ['a'])).toEqual({ mode: 'full', only: [] });
  });

  it('takes the quick mode, a choice of benches and another place', () => {
    const order = orderOf(['--quick', '--only', 'a', '--only=b', '--out', 'x'], ['a', 'b', 'c']);

    expect(order).toEqual({ mode: 'quick', only: ['a', 'b'], out: 'x' });
  });

  it('refuses a bench that does not exist, and names those that do', () => {
    expect(() => orderOf(['--only', 'z'], ['a', 'b'])).toThrow('no bench named z. There are: a, b.');
  });

  it('refuses an option that it does not know', () => {
    expect(() => orderOf(['--quik'], [])).toThrow('--quik');
  });
});
