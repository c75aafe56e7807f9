import { plainExit } from './exit-report.js';

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
