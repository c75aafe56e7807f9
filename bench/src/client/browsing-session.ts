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
}

/** By then, what loads behind the first page is there for the next visit. */
const SETTLED_MS = 1500;

/**
 * One session as users have them: the list, a scan that is watched to its end, back, a finished scan twice, a filter, the list,
 * two looks at another window, a reload. Everything by clicks, as a user would.
 */
export async function browse(
  context: BrowserContext,
  server: ShippedServer,
  { lookMs, awayMs }: Pace,
): Promise<ApiTraffic> {
  const page = await context.newPage();
  const traffic = countApi(page);
  await page.goto(`${server.url}/scans`);
  await rows(page);
  const { id } = await server.post<ScanDto>('/api/v1/scans', PRACTICE_REQUEST);
  await page.goto(`${server.url}/scans`);
  await rows(page);
  await page.locator(`a[href$="${id}"]`).click();
  await page.getByRole('button', { name: 'Delete' }).waitFor();
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

/** Milliseconds from asking for the list until it is there. */
export async function timeToContent(page: Page, server: ShippedServer): Promise<number> {
  await page.goto('about:blank');
  const startedAt = performance.now();
  await page.goto(`${server.url}/scans`, { waitUntil: 'commit' });
  await rows(page);
  const milliseconds = performance.now() - startedAt;
  await page.waitForTimeout(SETTLED_MS);
  return milliseconds;
}

async function backToList(page: Page, lookMs: number): Promise<void> {
  await page.getByRole('link', { name: 'Scans' }).first().click();
  await rows(page);
  await page.waitForTimeout(lookMs);
}

async function rows(page: Page): Promise<void> {
  await page.locator('tbody tr').first().waitFor();
}
