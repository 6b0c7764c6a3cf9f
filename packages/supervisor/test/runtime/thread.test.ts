import { trackLeaks } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createWorkerPool } from '../../src/index.js';
import { failureOf, openPool } from '../open-pool.js';

const thread = { runtime: 'thread' } as const;

test('runs jobs in threads of this process, and carries bytes', async () => {
  const pool = openPool({ ...thread, size: 2 });
  expect(await pool.run('pid', null)).toBe(process.pid);
  expect(await pool.run('echo', { bytes: new Uint8Array([1, 2]) })).toEqual({ bytes: new Uint8Array([1, 2]) });
  expect(new Set(pool.stats().workers.map(({ threadId }) => threadId)).size).toBe(2);
});

test.each([1, 32])('a thread that exits is replaced, its job tried again, and no innocent is charged (prefetch %i)', async (prefetch) => {
  const pool = openPool({ ...thread, size: 2, maxAttempts: 2, prefetch });
  const jobs = Array.from({ length: 200 }, (_, index) => (index % 50 === 7 ? pool.run('die', 'exit') : pool.run('attempt', index)));
  const results = await Promise.allSettled(jobs);
  results.forEach((result, index) => {
    if (index % 50 === 7) expect(result).toMatchObject({ reason: { reason: 'quarantined', attempts: [{ exitCode: 0 }, { exitCode: 0 }] } });
    else expect(result).toEqual({ status: 'fulfilled', value: 1 });
  });
});

test('a blocked thread is noticed and ended', async () => {
  const pool = openPool({ ...thread, maxAttempts: 1, heartbeat: { intervalMs: 100, timeoutMs: 300 } });
  expect(await failureOf(pool.run('block', null))).toMatchObject({ reason: 'unhealthy', code: 'ERR_WORKER_UNHEALTHY' });
  expect(await pool.run('echo', 1)).toBe(1);
});

test('a timeout ends the thread and frees its place', async () => {
  const pool = openPool(thread);
  expect((await failureOf(pool.run('block', null, { timeoutMs: 200 }))).reason).toBe('timeout');
  expect(await pool.run('echo', 1)).toBe(1);
});

test('a thread that runs out of its memory is the job’s crash, not ours', async () => {
  const pool = openPool({ ...thread, maxAttempts: 1, output: 'capture', resourceLimits: { maxOldGenerationSizeMb: 32 } });
  const error = await failureOf(pool.run('hoard', null));
  expect(error).toMatchObject({ reason: 'crashed', attempts: [{ stderr: expect.stringContaining('reaching memory limit') as string }] });
  expect(await pool.run('echo', 1)).toBe(1);
});

test('a running job is told of its abort', async () => {
  const pool = openPool(thread);
  const controller = new AbortController();
  const job = pool.run('untilAborted', null, { signal: controller.signal, onProgress: () => controller.abort() });
  expect((await failureOf(job)).reason).toBe('aborted');
  expect(await pool.run('echo', 1)).toBe(1);
  expect(pool.stats().restarts).toBe(0);
});

test('close leaves nothing', async () => {
  const leaks = trackLeaks();
  const pool = createWorkerPool(new URL('../fixtures/worker.mjs', import.meta.url), { ...thread, size: 2, stopGraceMs: 100 });
  const job = failureOf(pool.run('forever', null));
  await pool.run('echo', 1);
  await pool.close();
  expect((await job).reason).toBe('closed');
  await leaks.assertNothingLeft();
});
