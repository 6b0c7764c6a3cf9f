import { chromium as playwright, type BrowserContextOptions, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { chromium } from './availability.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A page in a real browser. Whatever goes wrong inside is in `problems`. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<{ page: Page; problems: string[] }> {
  const browser = await playwright.launch({ executablePath: chromium!, args: FLAGS });
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1_000, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  return { page, problems };
}

/** A real drop event, with files that the page itself has fetched. */
export async function drop(page: Page, names: readonly string[]): Promise<void> {
  const transfer = await page.evaluateHandle(`(async () => {
    const transfer = new DataTransfer();
    for (const name of ${JSON.stringify(names)}) {
      transfer.items.add(new File([await (await fetch('/samples/' + name)).blob()], name));
    }
    return transfer;
  })()`);
  await page.dispatchEvent('#drop-zone', 'drop', { dataTransfer: transfer });
}
