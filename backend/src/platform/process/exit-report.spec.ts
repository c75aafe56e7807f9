import { plainExit } from './exit-report.js';

describe(plainExit.name, () => {
  it.each([
    [
      { code: 0, signal: null },
      { code: 0, signal: null },
    ],
    [
      { code: 3, signal: null },
      { code: 3, signal: null },
    ],
    [
      { code: 137, signal: null },
      { code: null, signal: 'SIGKILL' },
    ],
    [
      { code: 143, signal: null },
      { code: null, signal: 'SIGTERM' },
    ],
    [
      { code: 246, signal: null },
      { code: 246, signal: null },
    ],
    [
      { code: null, signal: 'SIGKILL' as const },
      { code: null, signal: 'SIGKILL' },
    ],
  ])('reads %j as %j', (raw, expected) => {
    expect(plainExit(raw)).toEqual(expected);
  });
});
