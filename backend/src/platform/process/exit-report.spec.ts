import { plainExit, provesEmptiness } from './exit-report.js';

describe('how a process ended, seen through a wrapper', () => {
  it.each([
    [139, 'SIGSEGV'],
    [137, 'SIGKILL'],
    [143, 'SIGTERM'],
    [153, 'SIGXFSZ'],
  ])('exit code %d was %s', (code, signal) => {
    expect(plainExit({ code, signal: null })).toEqual({ code: null, signal });
  });

  it.each([0, 1, 3, 125, 127, 128, 200, 246, 255])('exit code %d is the own one of the tool', (code) => {
    expect(plainExit({ code, signal: null })).toEqual({ code, signal: null });
  });

  it('a signal to the wrapper itself stays what it is', () => {
    expect(plainExit({ code: null, signal: 'SIGKILL' })).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

describe(provesEmptiness.name, () => {
  it.each([0, 1, 137])('a namespace is empty when its wrapper ended with code %d', (code) => {
    expect(provesEmptiness('namespace', { code, signal: null })).toBe(true);
  });

  it('a wrapper that was killed has not waited for its namespace', () => {
    expect(provesEmptiness('namespace', { code: null, signal: 'SIGKILL' })).toBe(false);
  });

  it.each(['reaper', 'group'] as const)('without a namespace (%s) others may live on', (tier) => {
    expect(provesEmptiness(tier, { code: 0, signal: null })).toBe(false);
  });
});
