import { expect, test } from 'vitest';
import { openPool } from '../open-pool.js';

test('a worker that speaks the protocol by hand does jobs, one at a time whatever prefetch says', async () => {
  const pool = openPool({ size: 2, prefetch: 16, heartbeat: { intervalMs: 50, timeoutMs: 2_000 } }, 'by-hand.mjs');
  const outputs = await Promise.all(Array.from({ length: 50 }, (_, index) => pool.run('double', index)));
  expect(outputs).toEqual(Array.from({ length: 50 }, (_, index) => index * 2));
  await new Promise((resolve) => setTimeout(resolve, 200)); // some heartbeats
  expect(pool.stats()).toMatchObject({ completed: 50, restarts: 0 });
});
