// Buffers of 1 MiB, in and out, by 4 callers; checks that what comes out is what went in. argv: pool, runtime.
import { openPool } from '../pools/open-pool.js';

const MIB = 1024 * 1024;
const JOBS = 600;
const [name, runtime] = process.argv.slice(2);
const pool = await openPool(name, { workers: 2, ...(runtime && { runtime }) });
const work = async (count) => {
  let left = count;
  const caller = async (_, index) => {
    const input = Buffer.alloc(MIB, index + 1);
    while (left-- > 0) {
      const output = await pool.run('noop', input);
      if (output.length !== MIB || output[MIB - 1] !== index + 1) throw new Error('not the same bytes');
    }
  };
  await Promise.all(Array.from({ length: 4 }, caller));
};
await work(50);
const cpuBefore = process.cpuUsage();
const before = performance.now();
await work(JOBS);
const seconds = (performance.now() - before) / 1_000;
const { user, system } = process.cpuUsage(cpuBefore);
const isBuffer = Buffer.isBuffer(await pool.run('noop', Buffer.alloc(MIB)));
console.log(JSON.stringify({ 'MiB/s': (JOBS * 2) / seconds, 'cpu us/op': (user + system) / JOBS, 'Buffer stays Buffer': Number(isBuffer) }));
await pool.close();
process.exit();
