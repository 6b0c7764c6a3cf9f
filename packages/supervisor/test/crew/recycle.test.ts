import { isRunning, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { openPool } from '../open-pool.js';

test('a worker is replaced after maxJobsPerWorker jobs, and no job is lost', async () => {
  const pool = openPool({ maxJobsPerWorker: 3 });
  const pids = await Promise.all(Array.from({ length: 9 }, () => pool.run('pid', null)));
  expect(pids.map((pid) => pids.indexOf(pid))).toEqual([0, 0, 0, 3, 3, 3, 6, 6, 6]);
  await waitFor('the old ones to end', () => pids.every((pid) => !isRunning(pid as number)));
  expect(pool.stats()).toMatchObject({ completed: 9, recycled: 3, crashes: 0, restarts: 0 });
});

test('a worker is replaced when it is old, after the job that it has', async () => {
  const pool = openPool({ maxWorkerAgeMs: 600 });
  const first = await pool.run('pid', null);
  expect(await pool.run('wait', 900)).toBe(900);
  expect(await pool.run('pid', null)).not.toBe(first);
  expect(pool.stats()).toMatchObject({ crashes: 0, restarts: 0 });
});

test('reload under load loses no job, and afterwards only new workers are left', async () => {
  const pool = openPool({ size: 2, prefetch: 4 });
  const old = new Set(await Promise.all([pool.run('pid', null), pool.run('pid', null)]));
  for (const { pid } of pool.stats().workers) old.add(pid);
  let goesOn = true;
  let done = 0;
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    while (goesOn) await pool.run('echo', 'x').then(() => done++, (error: unknown) => failures.push(error));
  };
  const load = Array.from({ length: 16 }, lane);
  await pool.reload();
  const before = done;
  await waitFor('more load', () => done > before + 100);
  goesOn = false;
  await Promise.all(load);
  expect(failures).toEqual([]);
  const workers = pool.stats().workers;
  expect(workers).toHaveLength(2);
  expect(workers.filter(({ pid }) => old.has(pid))).toEqual([]);
  expect(pool.stats()).toMatchObject({ recycled: 2, crashes: 0, restarts: 0 });
});

test('reload of a pool that is closed is refused', async () => {
  const pool = openPool();
  await pool.close();
  await expect(pool.reload()).rejects.toMatchObject({ reason: 'closed' });
});

test('a hot spare takes the place of a worker that died, and another spare is started', async () => {
  const pool = openPool({ hotSpares: 1, maxAttempts: 1 });
  await waitFor('both to be ready', () => pool.stats().workers.every(({ state }) => state === 'idle'));
  const [active, spare] = pool.stats().workers.map(({ pid }) => pid);
  expect(await pool.run('pid', null)).toBe(active);
  await pool.run('die', 'SIGKILL').catch(() => {});
  expect(await pool.run('pid', null)).toBe(spare);
  await waitFor('the next spare', () => pool.stats().workers.length === 2 && pool.stats().workers.every(({ state }) => state === 'idle'));
});

test('a pool grows with the work and shrinks when it is idle', async () => {
  const pool = openPool({ size: { min: 1, max: 3, idleMs: 200 } });
  expect(pool.stats().workers).toHaveLength(1);
  const work = new AbortController();
  let begun = 0;
  const jobs = Array.from({ length: 5 }, () => pool.run('untilAborted', null, { signal: work.signal, onProgress: () => begun++ }).catch(() => {}));
  await waitFor('three at work', () => begun === 3);
  expect(pool.stats().workers).toHaveLength(3);
  work.abort();
  await Promise.all(jobs);
  await waitFor('it to shrink', () => pool.stats().workers.length === 1);
  expect(await pool.run('echo', 'still here')).toBe('still here');
  expect(pool.stats()).toMatchObject({ crashes: 0, restarts: 0, recycled: 0 });
});

test.each([
  [{ size: { min: 3, max: 2 } }, 'size is { min: 3, max: 2 }; expected a max of at least min'],
  [{ size: {} }, 'expected a max'],
  [{ size: { max: 2, idle: 1 } }, 'unknown option "idle". Did you mean "idleMs"?'],
  [{ prefetch: 0 }, 'option "prefetch" is 0'],
  [{ runtime: 'fork' }, 'expected one of "process", "thread"'],
])('%j is refused', (options, message) => {
  expect(() => openPool(options as object)).toThrow(message);
});
