import { mkdirSync } from 'node:fs';
// where the results are counted by `npm test`; jest writes no folder for them
mkdirSync(new URL('../.cache/results', import.meta.url), { recursive: true });

export default {
  displayName: 'bench',
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: { '^.+\\.(ts|m?js)$': '<rootDir>/../tools/jest-swc.cjs' },
  transformIgnorePatterns: [],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  cacheDirectory: '<rootDir>/../.cache/jest-bench',
  coverageDirectory: '<rootDir>/../coverage/bench',
};
