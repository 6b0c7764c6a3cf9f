// 10,000 jobs of which 1% kill their worker; prints how they ended. argv: prefetch.
import { createWorkerPool } from '@childproof/supervisor';

const JOBS = 10_000;
const HOWS = ['SIGKILL', 'SIGSEGV', 'abort', 'exit 0', 'exit 1', 'silence'];
const isKiller = (index) => index % 100 === 7;
const heartbeat = { intervalMs: 250, timeoutMs: 1_000 };
const prefetch = Number(process.argv[2]);
const pool = createWorkerPool(new URL('../pools/worker-supervisor.mjs', import.meta.url), { size: 2, prefetch, maxAttempts: 2, output: 'capture', heartbeat });
const before = performance.now();
const results = await Promise.allSettled(
  Array.from({ length: JOBS }, (_, index) => (isKiller(index) ? pool.run('dieOf', HOWS[Math.floor(index / 100) % HOWS.length]) : pool.run('attempt', index))),
);
const seconds = (performance.now() - before) / 1_000;
const good = results.filter((_, index) => !isKiller(index));
const killers = results.filter((_, index) => isKiller(index));
console.log(JSON.stringify({
  'good done': good.filter(({ status }) => status === 'fulfilled').length,
  'good charged': good.filter(({ value }) => value !== 1).length,
  'killers quarantined': killers.filter(({ reason }) => reason?.attempts.length === 2).length,
  crashes: pool.stats().crashes,
  seconds,
}));
await pool.close();
