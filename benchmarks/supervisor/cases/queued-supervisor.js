import { createWorkerPool } from '@childproof/supervisor';
import { measure } from '../../harness/measure.js';

const JOBS = 20_000;
const pool = createWorkerPool(new URL('./worker-supervisor.mjs', import.meta.url), { size: 2 });
await Promise.all([pool.run('noop', 0), pool.run('noop', 0)]);
await measure(JOBS, () => Promise.all(Array.from({ length: JOBS }, (_, id) => pool.run('noop', { id }))));
await pool.close();
