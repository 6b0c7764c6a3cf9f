import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, trackLeaks, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createProcessQueue } from '../../src/index.js';

test('runs no more than concurrency at once, and all in the end', async () => {
  await using queue = createProcessQueue({ concurrency: 3 });
  let most = 0;
  const sample = setInterval(() => (most = Math.max(most, queue.stats.running)), 1);
  const jobs = Array.from({ length: 12 }, (_, index) => queue.add('sh', ['-c', `sleep 0.05; echo ${index}`]));
  expect(queue.stats).toMatchObject({ running: 3, queued: 9 });
  const results = await Promise.all(jobs);
  clearInterval(sample);
  expect(results.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 12 }, (_, index) => index));
  expect(most).toBe(3);
  expect(queue.stats).toEqual({ queued: 0, running: 0, succeeded: 12, failed: 0, retried: 0, cancelled: 0 });
});

test('higher priorities go first, equal ones in their order', async () => {
  const log = join(temporaryFolder(), 'log');
  writeFileSync(log, '');
  await using queue = createProcessQueue({ concurrency: 1 });
  queue.pause();
  const add = (name: string, priority?: number) => queue.add('sh', ['-c', 'printf $1 >> $0', log, name], { priority });
  const jobs = [add('c'), add('d'), add('a', 10), add('e', -1), add('b', 10)];
  queue.resume();
  await Promise.all(jobs);
  expect(readFileSync(log, 'utf8')).toBe('abcde');
});

test('a failure rejects, or is the result, as from run', async () => {
  await using queue = createProcessQueue();
  await expect(queue.add('sh', ['-c', 'exit 3'])).rejects.toMatchObject({ reason: 'exit-code', exitCode: 3 });
  expect(await queue.add('false', [], { reject: false })).toMatchObject({ ok: false });
  expect(queue.stats).toMatchObject({ failed: 2, succeeded: 0 });
});

test('each attempt has its timeout', async () => {
  await using queue = createProcessQueue({ timeoutMs: 100 });
  await expect(queue.add('sleep', ['60'])).rejects.toMatchObject({ reason: 'timeout' });
  expect((await queue.add('sleep', ['0.2'], { timeoutMs: 20_000 })).ok).toBe(true);
});

test('a full queue refuses, and says so', async () => {
  await using queue = createProcessQueue({ concurrency: 1, maxQueued: 1 });
  const jobs = [queue.add('sleep', ['0.1']), queue.add('true')];
  await expect(queue.add('true')).rejects.toMatchObject({
    reason: 'queue-full',
    code: 'ERR_PROCESS_QUEUE_FULL',
    message: 'true was not started: 1 commands wait already (maxQueued)',
  });
  await Promise.all(jobs);
});

test('drain() waits for what waits and runs', async () => {
  await using queue = createProcessQueue({ concurrency: 2 });
  await queue.drain();
  const done: number[] = [];
  for (const index of [0, 1, 2]) void queue.add('sleep', ['0.05']).then(() => done.push(index));
  await queue.drain();
  expect(queue.stats).toMatchObject({ queued: 0, running: 0, succeeded: 3 });
});

test('pause() lets what runs go on and starts no more', async () => {
  await using queue = createProcessQueue({ concurrency: 1 });
  const first = queue.add('true');
  queue.pause();
  const second = queue.add('true');
  await first;
  expect(queue.stats).toMatchObject({ queued: 1, running: 0 });
  expect(queue.isPaused).toBe(true);
  queue.resume();
  await second;
});

test('cancel() ends what runs, refuses what waits, and leaves nobody', async () => {
  const leaks = trackLeaks();
  const queue = createProcessQueue({ concurrency: 1 });
  const jobs = [queue.add('sh', ['-c', 'sleep 60 & sleep 60']), queue.add('sleep', ['60']), queue.add('sleep', ['60'], { reject: false })];
  const settled = Promise.allSettled(jobs);
  await waitFor('the first to run', () => queue.stats.running === 1);
  await queue.cancel(new Error('deploy'));
  const [first, second, third] = await settled;
  expect(first).toMatchObject({ status: 'rejected', reason: { reason: 'aborted', cause: { message: 'deploy' } } });
  expect(second).toMatchObject({ status: 'rejected', reason: { reason: 'aborted', pid: undefined } });
  expect(third).toMatchObject({ status: 'fulfilled', value: { reason: 'aborted' } });
  expect(queue.stats).toMatchObject({ queued: 0, running: 0, cancelled: 3 });
  expect((await queue.add('true')).ok).toBe(true);
  await leaks.assertNothingLeft();
});

test("a job's own signal cancels it, waiting or running", async () => {
  await using queue = createProcessQueue({ concurrency: 1 });
  const abort = new AbortController();
  const jobs = Promise.allSettled([queue.add('sleep', ['60'], { signal: abort.signal }), queue.add('sleep', ['60'], { signal: abort.signal })]);
  const last = queue.add('true');
  abort.abort();
  expect(await jobs).toMatchObject([{ reason: { reason: 'aborted' } }, { reason: { reason: 'aborted' } }]);
  expect((await last).ok).toBe(true);
  expect(await queue.add('true', [], { signal: abort.signal, reject: false })).toMatchObject({ reason: 'aborted', pid: undefined });
});

test('close() cancels and refuses; it can be called twice', async () => {
  const queue = createProcessQueue();
  const job = queue.add('sleep', ['60'], { reject: false });
  await Promise.all([queue.close(), queue.close()]);
  expect((await job).ok).toBe(false);
  await expect(queue.add('true')).rejects.toMatchObject({ reason: 'queue-closed' });
});

test('bad calls are refused at once', () => {
  expect(() => createProcessQueue({ concurency: 1 } as object)).toThrow('Did you mean "concurrency"');
  expect(() => createProcessQueue({ retryDelay: { jitter: 2 } })).toThrow('expected a number from 0 to 1');
  const queue = createProcessQueue();
  expect(() => void queue.add('true', [], { priority: 'high' } as object)).toThrow('option "priority" is \'high\'; expected a number');
  expect(() => void queue.add('true', [], { timeout: 1 } as object)).toThrow('Did you mean "timeoutMs"');
  expect(() => void queue.add('true', 'x' as unknown as string[])).toThrow('args is');
});
