// So many callers, each of which asks for the next job when it has the last. argv: pool, jobs, callers, workers, prefetch, serialization, runtime.
import { measure } from '../../harness/measure.js';
import { openPool } from '../pools/open-pool.js';

const [name, jobs, callers, workers, prefetch, serialization, runtime] = process.argv.slice(2);
const pool = await openPool(name, { workers: Number(workers), prefetch: Number(prefetch), ...(serialization && { serialization }), ...(runtime && { runtime }) });
const work = async (count) => {
  let left = count;
  const caller = async () => {
    while (left-- > 0) await pool.run('noop', { id: left });
  };
  await Promise.all(Array.from({ length: Number(callers) }, caller));
};
await work(Number(jobs) / 10); // what is compiled once
await measure(Number(jobs), () => work(Number(jobs)));
await pool.close();
process.exit();
