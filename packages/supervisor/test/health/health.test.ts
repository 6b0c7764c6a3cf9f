import { fork } from 'node:child_process';
import { once } from 'node:events';
import { isRunning, startProgram, waitUntilGone } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { failureOf, openPool } from '../open-pool.js';

test('a blocked event loop is noticed, and the job is quarantined as unhealthy', async () => {
  const pool = openPool({ maxAttempts: 1, heartbeat: { intervalMs: 100, timeoutMs: 300 } });
  const error = await failureOf(pool.run('block', null));
  expect(error.attempts).toMatchObject([{ reason: 'unhealthy', signal: 'SIGKILL' }]);
  expect(await pool.run('echo', 1)).toBe(1);
});

test('a long but healthy asynchronous job is left alone', async () => {
  const pool = openPool({ heartbeat: { intervalMs: 50, timeoutMs: 2_000 } });
  expect(await pool.run('wait', 3_000)).toBe(3_000);
  expect(pool.stats().restarts).toBe(0);
});

test('resident memory over the limit ends the worker in mid-job, off-heap memory included', async () => {
  const pool = openPool({ maxAttempts: 1, memoryLimitBytes: 300 * 1024 * 1024 });
  const error = await failureOf(pool.run('balloon', null));
  expect(error).toMatchObject({ reason: 'memory', code: 'ERR_WORKER_MEMORY', attempts: [{ reason: 'memory', signal: 'SIGKILL' }] });
  expect(await pool.run('echo', 1)).toBe(1);
});

test('a worker that never becomes ready is replaced until the pool gives up', async () => {
  const options = { startTimeoutMs: 200, backoff: { initialMs: 1 }, intensity: { maxRestarts: 1 } };
  expect((await failureOf(openPool(options, 'never-ready.mjs').run('x', null))).reason).toBe('restart-limit');
});

test('workers end by themselves when their parent is killed', async () => {
  const parent = startProgram(new URL('../fixtures/sigkilled-parent.mjs', import.meta.url));
  const [, pids] = await parent.waitForOutput(/ready ([\d ]+)/);
  const workers = pids!.trim().split(' ').map(Number);
  expect(workers.map(isRunning)).toEqual([true, true]);
  parent.kill('SIGKILL');
  await waitUntilGone(...workers);
});

test('a worker whose parent is gone before it comes to serve() ends by itself', async () => {
  const worker = fork(new URL('../fixtures/late.mjs', import.meta.url));
  onTestFinished(() => void worker.kill('SIGKILL'));
  worker.disconnect();
  expect(await once(worker, 'exit')).toEqual([0, null]);
});
