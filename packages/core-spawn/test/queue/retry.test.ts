import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, trackLeaks } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createProcessQueue } from '../../src/index.js';

/** A command that fails until it has been started `failures` times; each start leaves a line in the log. */
function flaky(failures: number): { readonly args: string[]; starts(): number } {
  const log = join(temporaryFolder(), 'log');
  writeFileSync(log, '');
  const script = `echo x >> "$0"; [ $(wc -l < "$0") -gt ${failures} ]`;
  return { args: ['-c', script, log], starts: () => readFileSync(log, 'utf8').split('\n').length - 1 };
}

const retryDelay = { initialMs: 5, maxMs: 20 };

test('a job is tried again until it succeeds', async () => {
  await using queue = createProcessQueue({ retries: 3, retryDelay });
  const job = flaky(2);
  expect((await queue.add('sh', job.args)).ok).toBe(true);
  expect(job.starts()).toBe(3);
  expect(queue.stats).toMatchObject({ succeeded: 1, failed: 0, retried: 2 });
});

test('after the last attempt its failure counts', async () => {
  await using queue = createProcessQueue({ retries: 2, retryDelay });
  const job = flaky(9);
  await expect(queue.add('sh', job.args)).rejects.toMatchObject({ reason: 'exit-code' });
  expect(job.starts()).toBe(3);
  const once = flaky(9);
  await expect(queue.add('sh', once.args, { retries: 0 })).rejects.toThrow();
  expect(once.starts()).toBe(1);
});

test('what cannot go better is not tried again, unless told', async () => {
  await using queue = createProcessQueue({ retries: 3, retryDelay });
  await expect(queue.add('no-such-program')).rejects.toMatchObject({ reason: 'not-found' });
  expect(queue.stats.retried).toBe(0);
  await using stubborn = createProcessQueue({ retries: 3, retryDelay, retryIf: ({ reason }, attempt) => reason === 'not-found' && attempt < 3 });
  await expect(stubborn.add('no-such-program')).rejects.toMatchObject({ reason: 'not-found' });
  expect(stubborn.stats.retried).toBe(2);
  await expect(stubborn.add('false')).rejects.toMatchObject({ reason: 'exit-code' });
  expect(stubborn.stats.retried).toBe(2);
});

test('input that can be read once is tried once', async () => {
  await using queue = createProcessQueue({ retries: 3, retryDelay });
  const job = flaky(9);
  await expect(queue.add('sh', job.args, { input: once() })).rejects.toThrow();
  expect(job.starts()).toBe(1);
  const again = flaky(1);
  expect((await queue.add('sh', again.args, { input: 'text' })).ok).toBe(true);
});

test('a job that waits for its next attempt leaves its place to others, and can be cancelled', async () => {
  const leaks = trackLeaks();
  const queue = createProcessQueue({ concurrency: 1, retries: 1, retryDelay: { initialMs: 60_000, maxMs: 60_000 } });
  const failing = queue.add('false', [], { reject: false });
  expect((await queue.add('true')).ok).toBe(true);
  expect(queue.stats).toMatchObject({ queued: 1, running: 0 });
  await queue.close();
  expect(await failing).toMatchObject({ ok: false, reason: 'aborted' });
  await leaks.assertNothingLeft();
});

async function* once() {
  yield 'text';
}
