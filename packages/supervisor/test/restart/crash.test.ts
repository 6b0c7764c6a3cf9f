import { fileURLToPath } from 'node:url';
import { isRunning, startProgram, waitFor } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import type { PoolEvents } from '../../src/index.js';
import { failureOf, openPool } from '../open-pool.js';

test.each(['SIGKILL', 'SIGSEGV', 'abort', 'exit'])('a job that kills every worker (%s) is quarantined with its history', async (how) => {
  const pool = openPool({ maxAttempts: 2 });
  const error = await failureOf(pool.run('die', how));
  expect(error).toMatchObject({ reason: 'quarantined', code: 'ERR_WORKER_QUARANTINED', job: 'die' });
  const end = how === 'exit' ? { exitCode: 0, signal: null } : { exitCode: null, signal: how === 'abort' ? 'SIGABRT' : how };
  expect(error.attempts).toMatchObject([{ reason: 'crashed', ...end }, { reason: 'crashed', ...end }]);
  expect(error.attempts[0]!.pid).not.toBe(error.attempts[1]!.pid);
  expect(await pool.run('echo', 'still here')).toBe('still here');
  expect(pool.stats()).toMatchObject({ crashes: 2, quarantined: 1 });
});

test('a job whose worker was killed is done by another', async () => {
  expect(await openPool().run('dieOnce', null)).toBe(2);
});

test('what a worker has started ends with it, also when it crashes', async () => {
  const pool = openPool();
  const grandchild = (await pool.run('startChild', null)) as number;
  expect(isRunning(grandchild)).toBe(true);
  const exited = new Promise((resolve) => pool.on('workerExited', resolve));
  process.kill(pool.stats().workers[0]!.pid!, 'SIGKILL');
  await exited;
  expect(isRunning(grandchild)).toBe(false);
});

test('the last words of a captured worker are in the history', async () => {
  const error = await failureOf(openPool({ maxAttempts: 1, output: 'capture' }).run('lastWords', null));
  expect(error.attempts).toMatchObject([{ exitCode: 7, stderr: 'out of cheese\n' }]);
});

test.each([1, 32])('crash queue, prefetch %i: every good job is done, no innocent is charged, killers run exactly maxAttempts times', async (prefetch) => {
  const pool = openPool({ size: 2, maxAttempts: 2, prefetch });
  const kinds = ['SIGKILL', 'SIGSEGV', 'abort', 'exit', 'exit1'];
  const JOBS = 2_000; // the benchmark has 10,000
  const isKiller = (index: number): boolean => index % 100 === 7;
  const jobs = Array.from({ length: JOBS }, (_, index) => (isKiller(index) ? pool.run('die', kinds[Math.floor(index / 100) % kinds.length]) : pool.run('attempt', index)));
  const results = await Promise.allSettled(jobs);
  results.forEach((result, index) => {
    if (isKiller(index)) expect(result).toMatchObject({ status: 'rejected', reason: { reason: 'quarantined', attempts: { length: 2 } } });
    else expect(result).toEqual({ status: 'fulfilled', value: 1 }); // 1: nobody was charged for it
  });
  expect(pool.stats()).toMatchObject({ completed: 1_980, quarantined: 20, crashes: 40, queued: 0, running: 0 });
});

test('workers that die at the start come back ever later, until the pool gives up with an event', async () => {
  const pool = openPool({ backoff: { initialMs: 20, maxMs: 40, jitter: 0 }, intensity: { maxRestarts: 3 } }, 'dies-at-start.mjs');
  const exits: number[] = [];
  pool.on('workerExited', ({ exitCode }) => void exits.push(exitCode!));
  const gaveUp = new Promise<PoolEvents['gaveUp']>((resolve) => pool.on('gaveUp', resolve));
  const waiting = failureOf(pool.run('echo', 1));
  expect(await gaveUp).toEqual({ maxRestarts: 3, withinMs: 60_000 });
  expect(await waiting).toMatchObject({ reason: 'restart-limit', message: /died more than 3 times within 60000 ms/ as unknown as string });
  expect((await failureOf(pool.run('echo', 1))).reason).toBe('restart-limit');
  expect(exits).toEqual([3, 3, 3, 3]);
});

test('workers that pass the memory limit before they have done anything end in giving up, not in an endless loop', async () => {
  const options = { memoryLimitBytes: 1024 * 1024, backoff: { initialMs: 1 }, intensity: { maxRestarts: 2 } };
  expect((await failureOf(openPool(options, 'never-ready.mjs').run('x', null))).reason).toBe('restart-limit');
});

test('a pool that is out of descriptors waits for them, and its jobs are done', async () => {
  const script = 'ulimit -n 64; exec "$0" "$@"';
  const program = startProgram('', { command: 'sh', args: ['-c', script, process.execPath, fileURLToPath(new URL('../fixtures/waits-for-descriptors.mjs', import.meta.url))] });
  await program.exited;
  expect(program.stdout + program.stderr).toBe('true 40 0\n');
});

test('a job that is handed to a worker that is dead already is not charged for it', async () => {
  const pool = openPool({ maxAttempts: 1, output: 'capture' });
  const [pid, heir] = (await pool.run('heir', null)) as [number, number];
  onTestFinished(() => void process.kill(heir, 'SIGKILL'));
  // Its heir holds stderr open, so the pool goes on listening for a while after the death.
  process.kill(pid, 'SIGKILL');
  await waitFor('the pool to notice', () => pool.stats().workers[0]?.state === 'ending');
  expect(await pool.run('attempt', null)).toBe(1);
});

test('a listener that throws never breaks the pool', async () => {
  const pool = openPool();
  const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
  const others = process.listeners('uncaughtException').slice(0, -1);
  for (const listener of others) process.off('uncaughtException', listener); // the test runner's
  const stop = pool.on('workerExited', () => {
    stop();
    throw new Error('listener failed');
  });
  expect(await pool.run('dieOnce', null)).toBe(2);
  expect(await caught).toMatchObject({ message: 'listener failed' });
  for (const listener of others) process.on('uncaughtException', listener);
});
