import { waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { failureOf, openPool } from '../open-pool.js';

test('gives the outputs in the order of the inputs, also of an async iterable', async () => {
  const pool = openPool({ size: 2 });
  async function* inputs(): AsyncGenerator<number> {
    for (let ms = 60; ms >= 0; ms -= 10) yield ms;
  }
  expect(await pool.map('wait', inputs())).toEqual([60, 50, 40, 30, 20, 10, 0]);
});

test('takes no more inputs than the workers can do', async () => {
  const pool = openPool({ size: 2, maxQueued: 0 });
  await waitFor('both workers', () => pool.stats().workers.every(({ state }) => state === 'idle'));
  let taken = 0;
  function* inputs(): Generator<number> {
    for (; taken < 50; taken++) yield taken;
  }
  const outputs = pool.map('echo', inputs());
  expect(taken).toBeLessThan(3);
  expect(await outputs).toHaveLength(50); // none was refused, although none may wait
});

test('the first failure is thrown, aborts what is under way, and takes no further input', async () => {
  const pool = openPool({ size: 2 });
  let closed = false;
  function* inputs(): Generator {
    try {
      yield* ['a', () => {}, 'c'];
      for (;;) yield 'more';
    } finally {
      closed = true;
    }
  }
  expect(await failureOf(pool.map('echo', inputs()))).toMatchObject({ reason: 'job' });
  expect(closed).toBe(true);
  await pool.drain();
});

test('a signal aborts it', async () => {
  const pool = openPool({ size: 2 });
  const controller = new AbortController();
  const mapped = failureOf(pool.map('begin', [1, 2, 3], { signal: controller.signal, onProgress: () => controller.abort() }));
  expect((await mapped).reason).toBe('aborted');
});
