import { AxeBuilder } from '@axe-core/playwright';
import { temporaryFolder } from '@childproof/test-kit';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromium, isMissing } from '../availability.js';
import { drop, openPage } from '../browser.js';
import { startServer } from '../server.js';

const naturalWidth = (image: unknown): number => (image as { naturalWidth: number }).naturalWidth;

describe.skipIf(isMissing('chromium', chromium))('the page', () => {
  test('shows each image before and after, with progress, and why a damaged one failed', { timeout: 90_000 }, async () => {
    const server = await startServer(temporaryFolder());
    const { page, problems } = await openPage(server.url);
    await drop(page, ['dawn-ridge.jpg', 'evening-lake.jpg', 'corrupt.jpg']);
    await page.locator('.job.done').nth(1).waitFor();
    await page.locator('.job.failed').waitFor();
    expect(await page.locator('.job').count()).toBe(3);
    expect(await page.locator('.job.failed .state').textContent()).toBe('Failed: the image is damaged and cannot be read to its end');
    expect(await page.locator('#summary').textContent()).toBe('2 done, 1 failed, 0 running, 0 waiting');
    for (const card of await page.locator('.job.done').all()) {
      // The browser has decoded them: pictures with a size, not broken icons.
      await expect.poll(() => card.locator('.after img').evaluate(naturalWidth)).toBe(320);
      await expect.poll(() => card.locator('.before img').evaluate(naturalWidth)).toBe(1_500);
      expect(await card.locator('.after img').getAttribute('alt')).toMatch(/^Preview of (dawn-ridge|evening-lake)\.jpg$/);
      expect(await card.locator('progress').evaluate((bar) => (bar as unknown as { value: number }).value)).toBe(1);
    }
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.job.done a').first().click()]);
    expect(download.suggestedFilename()).toBe('web.webp');

    await page.getByRole('button', { name: 'Convert the sample images' }).click();
    await page.locator('.job.done').nth(3).waitFor();
    await page.locator('#jobs').getByText('more pixels than are allowed').waitFor();
    expect(await page.locator('.job').count()).toBe(6); // what was sent before is the same job, and the same card

    await page.getByLabel('Width').fill('600');
    await page.getByLabel('Format').selectOption('png');
    await drop(page, ['green-valley.jpg']);
    await page.getByText('custom.png').waitFor();
    await expect.poll(() => page.locator('#queue').textContent()).toBe('waiting0running0done5dead letters2');
    expect(problems).toEqual([]);
  });

  test('shows workers, dead letters and each failure being survived; and drives letters again', { timeout: 120_000 }, async () => {
    const server = await startServer(temporaryFolder(), { FAULT_INJECTION: 'on', WORKERS: '2', JOB_TIMEOUT_MS: '4000', WORKER_MEMORY_BYTES: String(400 * 1024 * 1024) });
    const { page, problems } = await openPage(server.url);
    await expect.poll(() => page.locator('#workers tr').count()).toBe(2);
    const [pid, state, , memory] = await page.locator('#workers tr').first().locator('td').allTextContents();
    expect([Number(pid) > 0, state, memory]).toEqual([true, 'idle', expect.stringMatching(/^\d+ MiB$/)]);

    const faults = await page.locator('#faults button').allTextContents();
    expect(faults).toEqual(['segfault', 'kill', 'abort', 'exit', 'spin', 'balloon', 'silence']);
    const story = page.locator('#story');
    const endings = { segfault: 'SIGSEGV', kill: 'SIGKILL', abort: 'SIGABRT', exit: 'exit code 0', spin: 'timeout', balloon: 'memory', silence: 'timeout' };
    for (const [index, fault] of faults.entries()) {
      await page.locator('#faults').getByRole('button', { name: fault, exact: true }).click();
      const how = endings[fault as keyof typeof endings];
      await story.getByText(`${fault}-${index + 1}.jpg: given up after 2 attempts (${how})`).waitFor({ timeout: 60_000 });
      for (const good of [1, 2, 3]) await story.getByText(`good-${index + 1}-${good}.jpg: done`).waitFor();
    }
    await expect.poll(() => page.locator('.dead').count()).toBe(7);
    expect(await page.locator('#pool').textContent()).toMatch(/^14 restarts, 8 crashes, /);
    const letter = page.locator('.dead', { hasText: 'segfault-1.jpg' });
    await letter.locator('summary').click();
    expect(await letter.locator('.attempts li').allTextContents()).toEqual([expect.stringMatching(/worker \d+ ended: SIGSEGV.*fault injection: segfault, attempt 1/s), expect.stringMatching(/attempt 2/)]);
    await letter.getByRole('button', { name: 'Drive again: segfault-1.jpg' }).click();
    await expect.poll(() => page.locator('.dead').count()).toBe(6);
    await expect.poll(() => page.locator('.dead').count()).toBe(7); // it fails again, as it must
    expect(problems).toEqual([]);
  });

  test('cancels, by keyboard alone', { timeout: 60_000 }, async () => {
    const server = await startServer(temporaryFolder(), { FAULT_INJECTION: 'on', WORKERS: '1', JOB_TIMEOUT_MS: '60000' });
    const { page, problems } = await openPage(server.url);
    await page.locator('#faults').getByRole('button', { name: 'silence' }).focus();
    await page.keyboard.press('Enter');
    const card = page.locator('.job', { hasText: 'silence-1.jpg' });
    await card.getByText('Converting').waitFor();
    await page.getByRole('button', { name: 'Cancel silence-1.jpg' }).focus();
    await page.keyboard.press('Space');
    await card.getByText('Cancelled').waitFor();
    await page.locator('.job.done').nth(2).waitFor(); // the worker is there for the others
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.activeElement !== document.body')).toBe(true);
    expect(problems).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('has no accessibility violation, %s and at the width of a phone', { timeout: 60_000 }, async (colorScheme) => {
    const server = await startServer(temporaryFolder(), { FAULT_INJECTION: 'on' });
    const { page } = await openPage(server.url, { colorScheme, viewport: { width: 360, height: 740 } });
    await drop(page, ['green-valley.jpg', 'corrupt.jpg']);
    await page.locator('.job.done').waitFor();
    await page.locator('.dead').waitFor();
    await page.locator('.dead summary').click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360); // nothing sticks out
  });
});

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
