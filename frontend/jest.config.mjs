import { mkdirSync } from 'node:fs';
import presets from 'jest-preset-angular/presets/index.js';

// where the results are counted by `npm test`; jest writes no folder for them
mkdirSync(new URL('../.cache/results', import.meta.url), { recursive: true });

export default {
  ...presets.createCjsPreset({
    testEnvironment: 'jest-preset-angular/environments/jest-jsdom-env',
    tsconfig: '<rootDir>/tsconfig.spec.json',
  }),
  displayName: 'frontend',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  cacheDirectory: '<rootDir>/../.cache/jest-frontend',
  coverageDirectory: '<rootDir>/../coverage/frontend',
  collectCoverageFrom: ['src/app/**/*.ts', '!src/app/api/generated/**'],
};
