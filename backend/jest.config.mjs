import { mkdirSync } from 'node:fs';
// where the results are counted by `npm test`; jest writes no folder for them
mkdirSync(new URL('../.cache/results', import.meta.url), { recursive: true });

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.(ts|m?js)$': '<rootDir>/../tools/jest-swc.cjs' },
  transformIgnorePatterns: [],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  cacheDirectory: '<rootDir>/../.cache/jest-backend',
  coverageDirectory: '<rootDir>/../coverage/backend',
};

/** Tests that start a process, a server or a browser's worth of work; the others stay fast enough to run on every save. */
export const integration = {
  ...shared,
  displayName: 'backend-integration',
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  testTimeout: 60_000,
  maxWorkers: 1,
};

export default {
  ...shared,
  displayName: 'backend',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  // hundreds of commits to a disk that others use: how long they take is for the benchmarks to say
  testTimeout: 30_000,
  collectCoverageFrom: ['src/**/*.ts', '!src/main.ts'],
};
