import { isRunning, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { failureOf, openPool } from '../open-pool.js';

test('a timeout counts from the start of the job and ends its worker with its whole tree', async () => {
  const pool = openPool({ size: 1 });
  const before = await pool.run('pid', null);
  let grandchild = 0;
  const stuck = pool.run('forChild', null, { timeoutMs: 300, onProgress: (pid) => (grandchild = pid as number) });
  const waiting = pool.run('pid', null, { timeoutMs: 20_000 }); // waits longer than 300 ms, but runs shorter
  expect(await failureOf(stuck)).toMatchObject({ reason: 'timeout', message: /not done within 300 ms/ as unknown as string, attempts: [{ reason: 'timeout', signal: 'SIGTERM' }] });
  expect(isRunning(grandchild)).toBe(false);
  expect(await waiting).not.toBe(before);
  expect(pool.stats()).toMatchObject({ crashes: 0, restarts: 1 });
});

test('an abort before the start never starts the job', async () => {
  const pool = openPool();
  expect(await failureOf(pool.run('pid', null, { signal: AbortSignal.abort('late') }))).toMatchObject({ reason: 'aborted', cause: 'late' });
  expect(pool.stats().failed).toBe(1);
});

test('an aborted waiting job is forgotten', async () => {
  const pool = openPool();
  await pool.run('pid', null);
  const controller = new AbortController();
  const running = pool.run('wait', 50);
  const waiting = failureOf(pool.run('pid', null, { signal: controller.signal }));
  controller.abort();
  expect((await waiting).reason).toBe('aborted');
  expect(pool.stats().queued).toBe(0);
  expect(await running).toBe(50);
});

test('a running job is told, and its worker goes on', async () => {
  const pool = openPool();
  const pid = await pool.run('pid', null);
  const controller = new AbortController();
  const job = pool.run('untilAborted', null, { signal: controller.signal, onProgress: () => controller.abort() });
  expect((await failureOf(job)).reason).toBe('aborted');
  expect(await pool.run('pid', null)).toBe(pid);
});

test('a job that ignores the abort loses its worker', async () => {
  const pool = openPool({ stopGraceMs: 100 });
  const pid = (await pool.run('pid', null)) as number;
  const controller = new AbortController();
  const job = failureOf(pool.run('forChild', null, { signal: controller.signal, onProgress: () => controller.abort() }));
  expect((await job).reason).toBe('aborted');
  await waitFor('the end of the worker', () => !isRunning(pid));
  expect(await pool.run('pid', null)).not.toBe(pid);
});
