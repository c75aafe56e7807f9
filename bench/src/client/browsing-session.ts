import { type BrowserContext, type Page } from '@playwright/test';
import { type ScanDto } from '../../../backend/src/scans/dto/scan.dto.js';
import { PRACTICE_REQUEST } from '../running/practice-scan.js';
import { type ShippedServer } from '../running/shipped-server.js';
import { type ApiTraffic, countApi } from './console-browser.js';

/** How fast somebody browses. */
export interface Pace {
  /** How long a page is looked at. */
  readonly lookMs: number;
  /** How long somebody is away in another window. */
  readonly awayMs: number;
  /** The scan that is watched: what is built in takes a second, the tools that are installed take as long as they do for users. */
  readonly watched: 'built-in' | 'installed';
}

/** No tool takes longer in the quick profile. */
const SCAN_LIMIT_MS = 180_000;

/** By then, what loads behind the first page is there for the next visit. */
const SETTLED_MS = 1500;

/**
 * One session as users have them: the list, a scan that is watched to its end, back, a finished scan twice, a filter, the list,
 * two looks at another window, a reload. Everything by clicks, as a user would.
 */
export async function browse(
  context: BrowserContext,
  server: ShippedServer,
  { lookMs, awayMs, watched }: Pace,
): Promise<ApiTraffic> {
  const page = await context.newPage();
  const traffic = countApi(page);
  await page.goto(`${server.url}/scans`);
  await rows(page);
  const { tools, ...everything } = PRACTICE_REQUEST;
  const request = watched === 'built-in' ? { ...everything, tools } : everything;
  const { id } = await server.post<ScanDto>('/api/v1/scans', request);
  await page.goto(`${server.url}/scans`);
  await rows(page);
  await page.locator(`a[href$="${id}"]`).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).waitFor({ timeout: SCAN_LIMIT_MS });
  await page.waitForTimeout(lookMs);
  await backToList(page, lookMs);
  const finished = page.locator('tbody a').nth(1);
  for (const filter of [undefined, 'High']) {
    await finished.click();
    await page.locator('tr.item').first().waitFor();
    await page.waitForTimeout(lookMs);
    if (filter !== undefined) await page.getByRole('button', { name: filter }).first().click();
    await page.waitForTimeout(lookMs);
    await backToList(page, lookMs);
  }
  const other = await context.newPage();
  for (let turn = 0; turn < 2; turn += 1) {
    await other.bringToFront();
    await page.waitForTimeout(awayMs);
    await page.bringToFront();
    await page.waitForTimeout(lookMs);
  }
  await page.reload();
  await rows(page);
  await page.waitForTimeout(lookMs);
  return traffic();
}

/** Milliseconds since the page was asked for. */
export interface Visit {
  /** Until the console's own code asked its server for something: by then it had been loaded, compiled and begun. */
  readonly startedMs: number;
  /** Until there was something to read. */
  readonly contentMs: number;
  /** Of the scripts by then, compressed, over the wire or out of the browser's own cache. */
  readonly scriptBytes: number;
  /** With those that are fetched behind the page. */
  readonly allScriptBytes: number;
}

/** Visits the list in a tab that showed something else. */
export async function visitList(page: Page, server: ShippedServer): Promise<Visit> {
  await page.goto('about:blank');
  const startedAt = performance.now();
  await page.goto(`${server.url}/scans`, { waitUntil: 'commit' });
  await rows(page);
  const contentMs = performance.now() - startedAt;
  const soFar = await page.evaluate(loaded);
  await page.waitForTimeout(SETTLED_MS);
  const { scriptBytes: allScriptBytes } = await page.evaluate(loaded);
  return { contentMs, ...soFar, allScriptBytes };
}

/** Milliseconds from a click in the list until the findings of a finished scan are there. Goes back to the list. */
export async function timeToFindings(page: Page): Promise<number> {
  const milliseconds = await page.locator('tbody a').nth(1).evaluate(untilFindings);
  await backToList(page, SETTLED_MS);
  return milliseconds;
}

/** Runs in the page. */
function loaded(): Pick<Visit, 'startedMs' | 'scriptBytes'> {
  const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const asked = resources.filter(({ name }) => /\/(api|health)\//.test(name));
  const scripts = resources.filter(({ name }) => name.endsWith('.js'));
  return {
    startedMs: Math.min(...asked.map(({ startTime }) => startTime)),
    scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  };
}

/** Runs in the page: measured from outside, the browser's test protocol would be half of it. */
function untilFindings(link: HTMLElement | SVGElement): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('tr.item') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - startedAt));
    });
    observer.observe(document.body, { childList: true, subtree: true });
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  });
}

async function backToList(page: Page, lookMs: number): Promise<void> {
  await page.getByRole('link', { name: 'Scans' }).first().click();
  await rows(page);
  await page.waitForTimeout(lookMs);
}

async function rows(page: Page): Promise<void> {
  await page.locator('tbody tr').first().waitFor();
}
