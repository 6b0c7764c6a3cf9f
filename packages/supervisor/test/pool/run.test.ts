import { trackLeaks, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createWorkerPool } from '../../src/index.js';
import { failureOf, openPool } from '../open-pool.js';

test('runs jobs on worker processes and carries Buffers both ways', async () => {
  const pool = openPool({ size: 2 });
  expect(await pool.run('echo', { text: 'ä', bytes: Buffer.from('bytes') })).toEqual({ text: 'ä', bytes: Buffer.from('bytes') });
  const pids = new Set(await Promise.all(Array.from({ length: 20 }, () => pool.run('pid', null))));
  expect(pids).not.toContain(process.pid);
  await pool.drain();
  expect(pool.stats()).toMatchObject({ queued: 0, running: 0, completed: 21, failed: 0, crashes: 0, restarts: 0 });
});

test('all workers work at once', async () => {
  const pool = openPool({ size: 2 });
  const both = [pool.run('untilAborted', null), pool.run('untilAborted', null)];
  for (const job of both) job.catch(() => {});
  const third = failureOf(pool.run('pid', null));
  await waitFor('two running jobs', () => pool.stats().running === 2);
  expect(pool.stats().queued).toBe(1);
  await pool.close();
  expect((await third).reason).toBe('closed');
});

test("a job's own error arrives with name, message, stack, code and cause", async () => {
  const error = await failureOf(openPool().run('fail', null));
  expect(error).toMatchObject({ name: 'WorkerError', reason: 'job', code: 'ERR_WORKER_JOB', message: 'fail: too wide' });
  expect(error.cause).toMatchObject({ name: 'RangeError', message: 'too wide', code: 'E_WIDE', cause: { message: 'disk' } });
  expect((error.cause as Error).stack).toContain('worker.mjs');
});

test('an unknown job names the known ones', async () => {
  expect((await failureOf(openPool().run('resize', null))).message).toMatch(/no job "resize"; it has: echo, pid/);
});

test('reports progress', async () => {
  const seen: unknown[] = [];
  const output = await openPool().run('count', 3, { onProgress: (value) => void seen.push(value) });
  expect([output, seen]).toEqual(['counted', [1, 2, 3]]);
});

test('refuses more than maxQueued', async () => {
  const pool = openPool({ maxQueued: 1 });
  await pool.run('pid', null);
  const running = pool.run('wait', 100);
  const waiting = pool.run('pid', null);
  expect(await failureOf(pool.run('pid', null))).toMatchObject({ reason: 'queue-full' });
  await Promise.all([running, waiting]);
});

test('an input that cannot be cloned fails its job alone', async () => {
  const pool = openPool();
  expect(await failureOf(pool.run('echo', () => {}))).toMatchObject({ reason: 'job' });
  expect(await pool.run('echo', 1)).toBe(1);
});

test.each<[string, () => unknown, RegExp]>([
  ['no such module', () => createWorkerPool('/no/such/worker.js'), /worker module "\/no\/such\/worker\.js" does not exist/],
  ['not a file URL', () => createWorkerPool(new URL('http://localhost/x.js')), /expected a path or a file: URL/],
  ['misspelt option', () => openPool({ maxAttempt: 1 } as object), /unknown option "maxAttempt"\. Did you mean "maxAttempts"/],
  ['bad heartbeat', () => openPool({ heartbeat: { intervalMs: 0 } }), /heartbeat: option "intervalMs" is 0/],
  ['misspelt job option', () => void openPool().run('pid', null, { timeout: 1 } as object), /pool\.run: unknown option "timeout"/],
])('refuses bad input at once: %s', (_, call, message) => {
  expect(call).toThrow(message);
});

test('close in every state is idempotent and leaves nothing', async () => {
  const leaks = trackLeaks();
  const pool = openPool({ size: 2 });
  const starting = failureOf(pool.run('pid', null));
  await Promise.all([pool.close(), pool.close()]);
  expect((await starting).reason).toBe('closed');
  expect((await failureOf(pool.run('pid', null))).reason).toBe('closed');

  const busy = openPool({ size: 1 });
  await busy.run('pid', null);
  const jobs = [busy.run('forever', null), busy.run('pid', null)].map(failureOf);
  await busy.close();
  expect((await Promise.all(jobs)).map(({ reason }) => reason)).toEqual(['closed', 'closed']);
  await leaks.assertNothingLeft();
});

test('any number of inputs that cannot be sent fail one by one, and leave the worker free', async () => {
  const pool = openPool();
  const jobs = Array.from({ length: 20_000 }, () => pool.run('echo', () => {}));
  const results = await Promise.allSettled(jobs);
  expect(results.every((result) => result.status === 'rejected' && result.reason.reason === 'job')).toBe(true);
  expect(await pool.run('echo', 1)).toBe(1);
});

test('a job that throws what cannot be made a text fails like any other', async () => {
  expect(await failureOf(openPool().run('failOddly', null))).toMatchObject({ reason: 'job', attempts: [] });
});
