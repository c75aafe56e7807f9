import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';

const PROGRAMS = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
// no sandbox: Chromium refuses to start as root with it
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];

/** What the console asked its server for, as the browser saw it. */
export interface ApiTraffic {
  readonly calls: number;
  /** Bodies as they came over the wire, compressed. */
  readonly bytes: number;
}

/** The browser of this machine; undefined when it has none. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = PROGRAMS.find((program) => program !== undefined && existsSync(program));
  return executablePath === undefined ? undefined : chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A visitor who was never here; `off` turns the console's own cache off. */
export async function newVisitor(browser: Browser, cache: 'on' | 'off'): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  if (cache === 'off') await context.addInitScript(`localStorage.setItem('parallax.query-cache', 'off')`);
  return context;
}

/** Counts what is asked of the API from now on. Event streams count as one call each. */
export function countApi(page: Page): () => Promise<ApiTraffic> {
  const sizes: Promise<number>[] = [];
  let calls = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) calls += 1;
  });
  page.on('requestfinished', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/api/')) return;
    sizes.push(
      request
        .sizes()
        .then(({ responseBodySize }) => responseBodySize)
        .catch(() => 0),
    );
  });
  return async () => ({ calls, bytes: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) });
}
