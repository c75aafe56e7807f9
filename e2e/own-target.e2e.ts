import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { expect, test } from './console-page.js';

test.describe('a target of one’s own', () => {
  let site: Server;
  let address: string;
  test.beforeAll(async () => {
    site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<html><body>a site</body></html>');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  });
  test.afterAll(() => {
    site.closeAllConnections();
    site.close();
  });

  test('shows what will be scanned and asks who authorises it, once', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Host, IP address, network or URL').fill(address);

    await expect(page.getByText('in scope')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start scan' })).toBeDisabled();
    await page.getByLabel('Authorised by').fill('the owner of this test');
    await page.getByText('Quick', { exact: true }).click();
    await page.getByRole('button', { name: 'Start scan' }).click();

    await expect(page.getByRole('heading', { name: address })).toBeVisible();
    await expect(page.getByText('Content-Security-Policy is missing')).toBeVisible({ timeout: 60_000 });

    await page.goto('/');
    await page.getByLabel('Host, IP address, network or URL').fill(address);
    await expect(page.getByText('authorised', { exact: true })).toBeVisible();
    await expect(page.getByLabel('Authorised by')).toHaveCount(0);
  });

  test('is cancelled by one button, and the run says that nothing is left of it', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Host, IP address, network or URL').fill('127.0.0.1');
    await page.getByLabel('Authorised by').fill('the owner of this test');
    await page.getByText('Deep', { exact: true }).click();
    await page.getByRole('button', { name: 'Start scan' }).click();
    await expect(page.getByText('Running').first()).toBeVisible();

    await page.getByRole('button', { name: 'Cancel' }).click();

    await expect(page.getByText('Cancelled').first()).toBeVisible({ timeout: 10_000 });
    await expect(page.getByRole('button', { name: 'Retry what failed' })).toBeVisible();
  });

  for (const [text, words] of [
    ['-oX /etc/passwd', 'Correct the target first.'],
    ['169.254.169.254', 'This target is out of scope.'],
  ] as const) {
    test(`says why ${text} cannot be scanned`, async ({ page, complaints }) => {
      await page.goto('/');
      await page.getByLabel('Host, IP address, network or URL').fill(text);

      await expect(page.getByText(words)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Start scan' })).toBeDisabled();
      // the browser itself logs an answer of 400, which is the answer that was wanted
      (complaints as string[]).splice(0);
    });
  }
});
