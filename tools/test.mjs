// `npm test`: every test there is. Unit tests, then those that start real tools and servers, then the browser's.
// On a user's machine a suite whose tool is missing skips by name; in CI (CI=true) a skipped test is a failure.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runStep } from './run-step.mjs';

const results = join(root, '.cache/results');
const suites = [
  {
    title: 'unit tests',
    args: ['run-many', '-t', 'test', '--output-style=static'],
    files: ['backend.json', 'frontend.json', 'bench.json'],
  },
  {
    title: 'integration tests',
    args: ['run', 'backend:integration', '--output-style=static'],
    files: ['integration.json'],
  },
  { title: 'browser tests', args: ['run', 'e2e:e2e', '--output-style=static'], files: ['e2e.json'] },
];

/** Counts of a report that jest or Playwright wrote; a suite without a report failed before its first test. */
function countsOf(file) {
  const path = join(results, file);
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(path, 'utf8'));
  if (report.stats) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
  }
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = report;
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests };
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
let ok = runStep('build', 'nx', ['run-many', '-t', 'build', '--output-style=static']);
const total = { passed: 0, failed: 0, skipped: 0 };
for (const { title, args, files } of suites) {
  ok = runStep(title, 'nx', args) && ok;
  for (const file of files) {
    const counts = countsOf(file);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
}

const skippedInCi = process.env.CI === 'true' && total.skipped > 0;
if (skippedInCi) console.error(`${total.skipped} tests were skipped: in CI every tool and server must be there.`);
if (!ok && total.failed === 0) total.failed = 1; // a step broke outside of its tests
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(ok && !skippedInCi && total.failed === 0 ? 0 : 1);
