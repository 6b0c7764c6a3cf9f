import { waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { failureOf, openPool } from '../open-pool.js';

test('a job behind a killer on the same worker is not charged, and is done elsewhere', async () => {
  const pool = openPool({ prefetch: 8, maxAttempts: 1 });
  const jobs = [pool.run('attempt', 0), pool.run('die', 'SIGKILL'), pool.run('attempt', 1), pool.run('attempt', 2)];
  const [before, killer, ...after] = await Promise.allSettled(jobs);
  expect(killer).toMatchObject({ status: 'rejected', reason: { reason: 'crashed', code: 'ERR_WORKER_CRASHED', attempts: { length: 1 } } });
  expect([before, ...after]).toEqual([1, 1, 1].map((value) => ({ status: 'fulfilled', value })));
});

test('a timeout counts from the start of the job, not from when it was handed over', async () => {
  const pool = openPool({ prefetch: 8 });
  await pool.run('echo', 0);
  const waits = Array.from({ length: 4 }, () => pool.run('wait', 200, { timeoutMs: 600 }));
  expect(await Promise.all(waits)).toEqual([200, 200, 200, 200]);
});

test('who blocks the worker is blamed, not who was done before it and has its result still in there', async () => {
  const pool = openPool({ prefetch: 8, timeoutMs: 400, heartbeat: false });
  await pool.run('echo', 0);
  const results = await Promise.allSettled([pool.run('echo', 'quick'), pool.run('block', null), pool.run('echo', 'behind')]);
  expect(results).toMatchObject([{ value: 'quick' }, { reason: { reason: 'timeout', job: 'block' } }, { value: 'behind' }]);
});

test('a job that is aborted while it waits in a worker never begins, and the worker goes on', async () => {
  const pool = openPool({ prefetch: 8 });
  const pid = await pool.run('pid', null);
  const controller = new AbortController();
  const first = pool.run('wait', 200);
  let begun = false;
  const second = failureOf(pool.run('count', 1, { signal: controller.signal, onProgress: () => (begun = true) }));
  await new Promise((resolve) => setTimeout(resolve, 50)); // it has been handed over by now
  controller.abort();
  expect((await second).reason).toBe('aborted');
  expect(await first).toBe(200);
  expect([await pool.run('pid', null), begun]).toEqual([pid, false]);
});

test('one input or output that cannot be sent fails alone, whatever else is in its batch', async () => {
  const pool = openPool({ prefetch: 8 });
  const jobs = [pool.run('echo', 1), pool.run('echo', () => {}), pool.run('unsendable', null), pool.run('echo', 2)];
  const results = await Promise.allSettled(jobs);
  expect(results).toMatchObject([{ value: 1 }, { reason: { reason: 'job' } }, { reason: { reason: 'job' } }, { value: 2 }]);
});

test('jobs are spread over the workers, not heaped on the first', async () => {
  const pool = openPool({ size: 2, prefetch: 32 });
  await waitFor('both workers', () => pool.stats().workers.length === 2 && pool.stats().workers.every(({ state }) => state === 'idle'));
  const pids = await Promise.all(Array.from({ length: 8 }, () => pool.run('pid', null)));
  expect(new Set(pids).size).toBe(2);
});
