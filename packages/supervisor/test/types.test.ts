import { expectTypeOf, test } from 'vitest';
import { createWorkerPool } from '../src/index.js';
import { serve } from '../src/worker/index.js';

interface WorkerModule {
  default: ReturnType<typeof jobs>;
}
const jobs = () => serve({ resize: async ({ width }: { width: number }) => ({ bytes: width }), name: () => 'x' });
const typed = () => createWorkerPool<WorkerModule>('worker.js');

test('names, inputs and outputs of jobs are known to the compiler', () => {
  type Pool = ReturnType<typeof typed>;
  expectTypeOf<ReturnType<Pool['run']>>().toMatchTypeOf<Promise<unknown>>();
  const check = (pool: Pool) => {
    expectTypeOf(pool.run('resize', { width: 1 })).toEqualTypeOf<Promise<{ bytes: number }>>();
    expectTypeOf(pool.run('name', undefined)).toEqualTypeOf<Promise<string>>();
    // @ts-expect-error no such job
    void pool.run('rename', undefined);
    // @ts-expect-error wrong input
    void pool.run('resize', { width: '1' });
  };
  expectTypeOf(check).toBeFunction();
});
