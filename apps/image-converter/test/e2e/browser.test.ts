import { temporaryFolder } from '@childproof/test-kit';
import { chromium as playwright, type Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { chromium, isMissing } from '../availability.js';
import { startServer } from '../server.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

test.skipIf(isMissing('chromium', chromium))(
  'files dropped on the page become thumbnails, and a damaged one says why it failed',
  { timeout: 90_000 },
  async () => {
    const server = await startServer(temporaryFolder());
    const page = await openPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(server.url);

    await drop(page, ['dawn-ridge.jpg', 'evening-lake.jpg', 'corrupt.jpg']);
    const cards = page.locator('.job');
    await page.locator('.job.done').nth(1).waitFor();
    await page.locator('.job.failed').waitFor();
    expect(await cards.count()).toBe(3);
    expect(await page.locator('.job.failed .state').textContent()).toBe('Failed: the image is damaged and cannot be read to its end');
    expect(await page.locator('#summary').textContent()).toBe('2 done, 1 failed, 0 running, 0 waiting');

    const thumbnails = page.locator('.job.done img');
    for (const thumbnail of await thumbnails.all()) {
      // The browser has decoded it: a picture with a size, not a broken icon.
      await expect.poll(() => thumbnail.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(320);
      expect(await thumbnail.getAttribute('alt')).toMatch(/^Preview of (dawn-ridge|evening-lake)\.jpg$/);
    }
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.job.done a').first().click()]);
    expect(download.suggestedFilename()).toBe('web.webp');
    expect(await page.locator('#workers tr').count()).toBeGreaterThan(0);

    await page.getByRole('button', { name: 'Convert the sample images' }).click();
    await page.locator('.job.done').nth(3).waitFor();
    await page.getByText('more pixels than are allowed').waitFor();
    expect(problems).toEqual([]);
  },
);

async function openPage(): Promise<Page> {
  const browser = await playwright.launch({ executablePath: chromium!, args: FLAGS });
  onTestFinished(() => browser.close());
  return browser.newPage({ viewport: { width: 1_000, height: 900 } });
}

/** A real drop event, with files that the page itself has fetched. */
async function drop(page: Page, names: readonly string[]): Promise<void> {
  const transfer = await page.evaluateHandle(`(async () => {
    const transfer = new DataTransfer();
    for (const name of ${JSON.stringify(names)}) {
      transfer.items.add(new File([await (await fetch('/samples/' + name)).blob()], name));
    }
    return transfer;
  })()`);
  await page.dispatchEvent('#drop-zone', 'drop', { dataTransfer: transfer });
}
