import { createWorkerPool } from '@childproof/supervisor';
import { measure } from '../../harness/measure.js';

const JOBS = 5_000;
const pool = createWorkerPool(new URL('./worker-supervisor.mjs', import.meta.url), { size: 1 });
await pool.run('noop', { id: 0 });
await measure(JOBS, async () => {
  for (let id = 1; id <= JOBS; id++) await pool.run('noop', { id });
});
await pool.close();
