// Opens a pool by its name; each is told to keep the channel as fast as it can: structured clone, and jobs ahead where it knows such a thing.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));
const jobs = pathOf('jobs.cjs');

const pools = {
  /** No pool: what a team writes by hand, and what the machine can do. */
  raw: ({ workers, serialization }) => openRaw(workers, serialization),

  async supervisor({ workers, prefetch, hotSpares = 0, runtime = 'process' }) {
    const { createWorkerPool } = await import('@childproof/supervisor');
    const pool = createWorkerPool(pathOf('worker-supervisor.mjs'), { size: workers, prefetch, hotSpares, runtime, maxAttempts: 1 });
    return { run: (name, input) => pool.run(name, input), close: () => pool.close(), stats: () => pool.stats() };
  },

  async 'jest-worker'({ workers }) {
    const { Worker } = await import('jest-worker');
    const pool = new Worker(jobs, { numWorkers: workers, enableWorkerThreads: false, forkOptions: { serialization: 'advanced' } });
    return { run: (name, input) => pool[name](input), close: () => pool.end() };
  },

  async tinypool({ workers, prefetch, runtime = 'child_process' }) {
    const { Tinypool } = await import('tinypool');
    const pool = new Tinypool({
      filename: jobs,
      runtime,
      serialization: 'advanced',
      minThreads: workers,
      maxThreads: workers,
      concurrentTasksPerWorker: prefetch,
    });
    return { run: (name, input) => pool.run(input, { name }), close: () => pool.destroy() };
  },

  async workerpool({ workers }) {
    const { default: workerpool } = await import('workerpool');
    const forkOpts = { serialization: 'advanced' };
    const pool = workerpool.pool(pathOf('worker-workerpool.cjs'), { workerType: 'process', minWorkers: workers, maxWorkers: workers, forkOpts });
    return { run: (name, input) => pool.exec(name, [input]), close: () => pool.terminate() };
  },

  async poolifier({ workers }) {
    const { FixedClusterPool } = await import('poolifier');
    const pool = new FixedClusterPool(workers, pathOf('worker-poolifier.cjs'), { settings: { serialization: 'advanced' } });
    return { run: (name, input) => pool.execute(input, name), close: () => pool.destroy() };
  },

  async 'worker-nodes'({ workers, prefetch }) {
    const { default: WorkerNodes } = await import('worker-nodes');
    const pool = new WorkerNodes(jobs, { minWorkers: workers, maxWorkers: workers, maxTasksPerWorker: prefetch, autoStart: true, workerType: 'process' });
    await pool.ready();
    return { run: (name, input) => pool.call[name](input), close: () => pool.terminate() };
  },

  /** Threads. */
  async piscina({ workers, prefetch }) {
    const { Piscina } = await import('piscina');
    const pool = new Piscina({ filename: jobs, minThreads: workers, maxThreads: workers, concurrentTasksPerWorker: prefetch });
    return { run: (name, input) => pool.run(input, { name }), close: () => pool.destroy() };
  },
};

/** @returns `{ run(name, input), close() }` of a pool of which every worker has answered. */
export async function openPool(name, options) {
  const pool = await pools[name]({ prefetch: 1, serialization: 'advanced', ...options });
  await Promise.all(Array.from({ length: options.workers * 4 }, () => pool.run('noop', 0)));
  return pool;
}

async function openRaw(workers, serialization) {
  const pending = new Map();
  const children = Array.from({ length: workers }, () => fork(pathOf('worker-raw.mjs'), { serialization }));
  for (const child of children) {
    child.on('message', ({ id, output }) => {
      pending.get(id)(output);
      pending.delete(id);
    });
  }
  let nextId = 0;
  const run = (name, input) =>
    new Promise((resolve) => {
      const id = nextId++;
      pending.set(id, resolve);
      children[id % workers].send({ id, name, input });
    });
  return { run, close: () => children.forEach((child) => child.disconnect()) };
}
