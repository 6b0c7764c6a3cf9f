import { expect, test } from 'vitest';
import { openPool } from '../open-pool.js';

test('among waiting jobs the higher priority comes first, and in each the older one', async () => {
  const pool = openPool();
  const order: string[] = [];
  const run = (name: string, priority?: number): Promise<unknown> => pool.run('echo', name, { priority }).then((output) => order.push(output as string));
  const blocker = pool.run('wait', 100);
  await Promise.all([blocker, run('a'), run('low', -1), run('b'), run('high', 5), run('higher', 5.5), run('c', 0)]);
  expect(order).toEqual(['higher', 'high', 'a', 'b', 'c', 'low']);
});
