import { expect, test } from './console-page.js';

interface Findings {
  readonly items: readonly { readonly weakness: string; readonly corroboration: number }[];
}

const PROBES = ['ports', 'http-headers', 'tls', 'exposed-files', 'technology', 'dns'];
/** Weaknesses of the practice target that every scan of it has to find. */
const TRUE_FINDINGS = [
  'http.exposed.git',
  'http.exposed.env',
  'http.exposed.backup',
  'http.directory-listing',
  'http.header.csp.missing',
  'http.cookie.httponly.missing',
  'http.cors.reflected-origin',
  'tls.protocol.tls1_0',
  'tls.certificate.expired',
  'tls.certificate.self-signed',
  'tls.certificate.small-key',
  'net.cleartext.ftp',
];

test('one click on the practice target shows the first finding within five seconds', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Scan the practice target' }).click();

  await expect(page.getByRole('heading', { name: 'Practice target' })).toBeVisible();
  await expect(page.locator('tr.item').first()).toBeVisible({ timeout: 5000 });

  await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible({ timeout: 90_000 });
  expect(await page.locator('tr.item').count()).toBeGreaterThanOrEqual(12);
  await expect(page.getByText(/of tool time in/)).toBeVisible();
  await expect(page.getByText(/Best possible schedule on 3 slots/)).toBeVisible();
});

test('a scan with the built-in probes alone ends within a minute with what is true', async ({ page, request }) => {
  const started = Date.now();
  const answer = await request.post('/api/v1/scans', {
    data: { practiceTarget: true, profile: 'standard', tools: PROBES },
  });
  const { id } = (await answer.json()) as { id: string };
  await page.goto(`/scans/${id}`);
  await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible({ timeout: 60_000 });
  expect(Date.now() - started).toBeLessThan(60_000);

  const found = (await (await request.get(`/api/v1/scans/${id}/findings?limit=200`)).json()) as Findings;
  const weaknesses = new Set(found.items.map(({ weakness }) => weakness));
  expect(TRUE_FINDINGS.filter((weakness) => !weaknesses.has(weakness))).toEqual([]);
});

test('a finding shows who saw it and the evidence', async ({ page, request }) => {
  const scans = (await (await request.get('/api/v1/scans')).json()) as { items: { id: string }[] };
  await page.goto(`/scans/${scans.items[0]?.id ?? ''}`);

  await page.getByRole('button', { name: 'Environment file is readable' }).first().click();

  await expect(page.getByText('APP_ENV=production').first()).toBeVisible();
  await expect(page.getByText('made-up-and-opens-nothing')).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('APP_ENV=production').first()).toBeVisible();
});

test('the coverage says what was checked and what is unknown', async ({ page, request }) => {
  const scans = (await (await request.get('/api/v1/scans')).json()) as { items: { id: string }[] };
  await page.goto(`/scans/${scans.items[0]?.id ?? ''}`);

  await page.getByRole('tab', { name: 'Coverage' }).click();

  await expect(page.getByText('tls.protocols').first()).toBeVisible();
});
