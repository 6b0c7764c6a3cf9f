// The pictures of the README, from the running application in a real browser: `pnpm screenshots`, after a build.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const folder = path('../docs/');
const data = mkdtempSync(join(tmpdir(), 'image-converter-screenshots-'));
const env = { ...process.env, DATABASE_URL: '', FAULT_INJECTION: 'on', WORKERS: '2', JOB_TIMEOUT_MS: '3000' };
const server = spawn(process.execPath, [path('../dist/cli.js'), 'serve', '--port', '0', '--data', data], { env, stdio: ['ignore', 'pipe', 'inherit'] });
const ended = once(server, 'close');
const url = await new Promise((resolve, reject) => {
  createInterface({ input: server.stdout }).on('line', (line) => {
    const [, found] = /ready: (http[^\s"]+)/.exec(line) ?? [];
    if (found !== undefined) resolve(found);
  });
  server.on('close', (code, signal) => reject(new Error(`the server ended with ${code ?? signal}`)));
});

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] });
mkdirSync(folder, { recursive: true });
try {
  const page = await (await browser.newContext({ viewport: { width: 1_000, height: 900 }, colorScheme: 'light' })).newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Convert the sample images' }).click();
  await page.locator('.job.failed').nth(1).waitFor();
  await page.locator('.job.done').nth(3).waitFor();
  for (const picture of await page.locator('.job.done .after img').all()) await picture.waitFor();
  await page.screenshot({ path: join(folder, 'page.png') });
  for (const fault of ['segfault', 'exit', 'balloon']) await page.locator('#faults').getByRole('button', { name: fault, exact: true }).click();
  await page.locator('.dead').nth(4).waitFor();
  await page.locator('.dead', { hasText: 'segfault' }).locator('summary').click();
  await page.locator('#queue').scrollIntoViewIfNeeded();
  await page.locator('section[aria-labelledby=workers-heading]').evaluate((element) => element.scrollIntoView());
  await page.screenshot({ path: join(folder, 'dead-letters.png') });
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: 'dark', reducedMotion: 'reduce' })).newPage();
  await phone.goto(url);
  await phone.getByRole('button', { name: 'Convert the sample images' }).click();
  await phone.locator('.job.done').nth(3).waitFor();
  await phone.locator('#images').evaluate((element) => element.scrollIntoView());
  await phone.screenshot({ path: join(folder, 'phone.png') });
} finally {
  await browser.close();
  server.kill('SIGTERM');
  const last = setTimeout(() => server.kill('SIGKILL'), 30_000);
  const [code] = await ended;
  clearTimeout(last);
  rmSync(data, { recursive: true, force: true });
  process.exitCode = code;
}
