import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;

/**
 * Resolves with the first truthy value of `probe`; for states that send no event, such as the process table.
 *
 * @param what Completes the sentence "timed out waiting for …".
 * @param timeoutMs Only ends a test that has failed already, so generous. Default 60,000.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  timeoutMs = 60_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`timed out after ${timeoutMs} ms waiting for ${what}`);
    await sleep(POLL_MS);
  }
}
