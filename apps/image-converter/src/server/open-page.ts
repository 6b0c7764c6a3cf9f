import { run } from '@childproof/core-spawn';

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

/** Opens the page in the visitor's browser; a machine without one is no error, the address is on the screen. */
export async function openPage(url: string): Promise<void> {
  const [opener, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const result = await run(opener, [...args, url], { reject: false, timeoutMs: 10_000, stdout: 'ignore' });
  if (!result.ok) process.stderr.write(`image-converter: could not open a browser: ${result.reason}\n`);
}
