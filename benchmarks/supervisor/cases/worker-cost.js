// What a worker costs: start, memory, messages small and large. argv: runtime.
import { readFileSync } from 'node:fs';
import { createWorkerPool } from '@childproof/supervisor';

const MIB = 1024 * 1024;
const WORKERS = 8;
const runtime = process.argv[2];
const worker = new URL('../pools/worker-supervisor.mjs', import.meta.url);

/** Proportional set size: memory that is shared counts for each of those who share it by its part. */
const pssKib = (pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))[1]);

async function perJobUs(pool, input, jobs) {
  for (let count = 0; count < jobs / 10; count++) await pool.run('noop', input);
  const before = performance.now();
  for (let count = 0; count < jobs; count++) await pool.run('noop', input);
  return ((performance.now() - before) * 1_000) / jobs;
}

const startTimes = [];
for (let round = 0; round < 5; round++) {
  const before = performance.now();
  const pool = createWorkerPool(worker, { size: 1, runtime });
  await pool.run('noop', 0);
  startTimes.push(performance.now() - before);
  await pool.close();
}

const one = createWorkerPool(worker, { size: 1, runtime });
const small = await perJobUs(one, { id: 1 }, 3_000);
const large = await perJobUs(one, Buffer.alloc(MIB), 300);
await one.close();

const before = pssKib(process.pid);
const many = createWorkerPool(worker, { size: WORKERS, runtime });
await Promise.all(Array.from({ length: WORKERS * 4 }, () => many.run('noop', 0)));
const pids = new Set(many.stats().workers.map(({ pid }) => pid).filter((pid) => pid !== process.pid));
const memory = pssKib(process.pid) - before + [...pids].reduce((sum, pid) => sum + pssKib(pid), 0);
await many.close();

console.log(
  JSON.stringify({
    'start ms': startTimes.sort((a, b) => a - b)[2],
    'memory MiB': memory / 1024 / WORKERS,
    'small job us': small,
    '1 MiB job us': large,
  }),
);
