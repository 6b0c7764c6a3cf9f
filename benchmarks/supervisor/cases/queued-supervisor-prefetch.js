// 256 callers that each ask for the next job when they have the last.
import { createWorkerPool } from '@childproof/supervisor';
import { measure } from '../../harness/measure.js';

const JOBS = 200_000;
const pool = createWorkerPool(new URL('./worker-supervisor.mjs', import.meta.url), { size: 2, prefetch: 32 });
await Promise.all([pool.run('noop', 0), pool.run('noop', 0)]);
await measure(JOBS, async () => {
  let left = JOBS;
  const caller = async () => {
    while (left-- > 0) await pool.run('noop', { id: left });
  };
  await Promise.all(Array.from({ length: 256 }, caller));
});
await pool.close();
