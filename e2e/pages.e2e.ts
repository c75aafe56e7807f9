import { type Response } from '@playwright/test';
import { expect, expectSoundPage, test } from './console-page.js';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

for (const viewport of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`at ${viewport.width} pixels in ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('every page can be read by everyone and fits', async ({ page, request }) => {
        const answer = await request.post('/api/v1/scans', {
          data: { practiceTarget: true, profile: 'quick', tools: ['ports', 'http-headers', 'tls', 'exposed-files'] },
        });
        const { id } = (await answer.json()) as { id: string };
        await page.goto(`/scans/${id}`);
        await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible({ timeout: 60_000 });
        await expectSoundPage(page);
        await page.screenshot({ path: `.cache/e2e/scan-${viewport.width}-${colorScheme}.png` });

        for (const path of [
          '/',
          '/scans',
          '/overview',
          '/findings',
          '/imports',
          '/tools',
          `/scans/${id}/coverage`,
          '/no-such-page',
        ]) {
          await page.goto(path);
          await expect(page.locator('h1').first()).toBeVisible();
          await expectSoundPage(page);
        }
      });
    });
  }
}

test('the tools page says what is installed and how to get the rest', async ({ page }) => {
  await page.goto('/tools');

  await expect(page.getByRole('heading', { name: 'Built in' })).toBeVisible();
  await expect(page.getByText('Port probe')).toBeVisible();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText(/are ready, checked just now/)).toBeVisible();
});

test('a scan that is not there says so', async ({ page, complaints }) => {
  await page.goto('/scans/nothing');

  await expect(page.getByText('There is no scan nothing.')).toBeVisible();
  (complaints as string[]).splice(0); // the browser logs the 404 that was wanted
});

test('the console comes compressed, and what never changes is kept for a year', async ({ page }) => {
  const scripts: Response[] = [];
  page.on('response', (answer) => {
    if (/-[A-Z0-9]{8}\.js$/.test(answer.url())) scripts.push(answer);
  });

  await page.goto('/scans');
  await expect(page.locator('h1').first()).toBeVisible();

  const [main] = scripts.filter((answer) => answer.url().includes('/main-'));
  expect(main?.headers()).toMatchObject({
    'content-encoding': expect.stringMatching(/^(br|gzip)$/),
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': expect.stringContaining('javascript'),
  });
});
