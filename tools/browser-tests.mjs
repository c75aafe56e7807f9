// Runs the browser tests with the Chromium or Chrome that this machine has. Without one they are skipped by name, or fail in CI.
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, runStep } from './run-step.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not for us
  }
}

const folders = (process.env.PATH ?? '').split(delimiter);
const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...APPLICATIONS];
const browser = process.env.CHROMIUM_PATH ?? candidates.find(isProgram);

if (browser === undefined) {
  const words = 'The browser tests need Chromium or Chrome: apt-get install chromium, or set CHROMIUM_PATH.';
  console.error(process.env.CI === 'true' ? words : `SKIPPED: browser tests. ${words}`);
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 1 };
  mkdirSync(join(root, '.cache/results'), { recursive: true });
  writeFileSync(join(root, '.cache/results/e2e.json'), JSON.stringify({ stats, errors: [] }));
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

process.env.CHROMIUM_PATH = browser;
const ok = runStep('playwright', 'playwright', ['test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(2)]);
process.exit(ok ? 0 : 1);
