import { expect, expectSoundPage, test } from './console-page.js';

const TELNET = `<?xml version="1.0"?>
<nmaprun scanner="nmap" args="nmap -oX - old.example" start="1463385600" version="7.94"><host><address addr="192.0.2.1" addrtype="ipv4"/>
<hostnames><hostname name="old.example" type="user"/></hostnames><ports>
<port protocol="tcp" portid="23"><state state="open" reason="syn-ack"/><service name="telnet" method="probed" conf="10"/></port>
<port protocol="tcp" portid="80"><state state="open" reason="syn-ack"/></port>
</ports></host><runstats><finished time="1463385700"/></runstats></nmaprun>`;

test('a report is imported, its findings are found, decided about, and the decision is taken back', async ({
  page,
}) => {
  await page.goto('/imports');
  const file = { name: 'old.xml', mimeType: 'text/xml', buffer: Buffer.from(TELNET) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('table').getByRole('link', { name: 'old.example' })).toBeVisible();

  await page.goto('/findings');
  await page.getByRole('searchbox', { name: 'Search' }).fill('host:old.example telnet');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const telnet = page.getByRole('row', { name: /telnet/i });
  await expect(telnet.first()).toBeVisible();
  await telnet.first().getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByRole('radio', { name: /False positive/ }).check();
  await page.getByLabel('Why').fill('It is a museum piece.');
  await page.getByLabel('Who decides').fill('Anna');
  await expectSoundPage(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Decide', exact: true }).click();

  await expect(page.getByText('1 finding changed.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search' }).fill('status:false_positive host:old.example');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('button', { name: /telnet/i }).click();
  await expect(page.getByText('open → false positive')).toBeVisible();
  await expect(page.getByText('It is a museum piece.')).toBeVisible();
  await expectSoundPage(page);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('1 finding as before.')).toBeVisible();
  await expect(page.getByText('No finding matches')).toBeVisible();
});

test('two findings are said to be one, and that is taken back', async ({ page }) => {
  await page.goto('/imports');
  const file = { name: 'twin.xml', mimeType: 'text/xml', buffer: Buffer.from(TELNET.replaceAll('old.', 'twin.')) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('table').getByRole('link', { name: 'twin.example' })).toBeVisible();

  await page.goto('/findings?q=host:twin.example');
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('radio', { name: /telnet/i }).check();
  await page.getByLabel('Why').fill('The same old machine.');
  await page.getByLabel('Who decides').fill('Anna');
  await expectSoundPage(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Join', exact: true }).click();

  await expect(page.getByText('They are one finding.')).toBeVisible();
  await expect(page.getByRole('row', { name: /Choose .*telnet/i })).toHaveCount(1);
  await page.getByRole('button', { name: /telnet/i }).click();
  const decisions = page.locator('app-identity-decisions');
  await expect(decisions).toContainText(/Joined with .* by Anna, .*: The same old machine\./);
  await expectSoundPage(page);

  await decisions.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('As before.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Choose (?!all)/ })).not.toHaveCount(1);
});
