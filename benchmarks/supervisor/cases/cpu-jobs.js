// Jobs that compute for 5 ms, on 2 workers; how much of that time the workers were at work. argv: pool, prefetch.
import { openPool } from '../pools/open-pool.js';

const JOBS = 600;
const MS = 5;
const [name, prefetch] = process.argv.slice(2);
const pool = await openPool(name, { workers: 2, prefetch: Number(prefetch) });
const before = performance.now();
await Promise.all(Array.from({ length: JOBS }, () => pool.run('spin', MS)));
const wall = performance.now() - before;
console.log(JSON.stringify({ '% of ideal': ((JOBS * MS) / 2 / wall) * 100 }));
await pool.close();
process.exit();
