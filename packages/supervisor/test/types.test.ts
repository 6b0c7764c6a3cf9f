import { expect, expectTypeOf, test } from 'vitest';
import type { WorkerPool } from '../src/index.js';
import { serve } from '../src/worker/index.js';

// Outside of a pool `serve` only gives the handlers back.
const workerModule = {
  default: serve({ resize: async ({ width }: { width: number }) => ({ bytes: width }), name: () => 'x' }),
};

test('names, inputs and outputs of jobs are known to the compiler', () => {
  expect(workerModule.default.name()).toBe('x');
  const check = (pool: WorkerPool<typeof workerModule>) => {
    expectTypeOf(pool.run('resize', { width: 1 })).toEqualTypeOf<Promise<{ bytes: number }>>();
    expectTypeOf(pool.run('name', undefined)).toEqualTypeOf<Promise<string>>();
    // @ts-expect-error no such job
    void pool.run('rename', undefined);
    // @ts-expect-error wrong input
    void pool.run('resize', { width: '1' });
  };
  expectTypeOf(check).toBeFunction();
});
