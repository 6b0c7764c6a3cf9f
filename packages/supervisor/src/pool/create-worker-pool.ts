import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { WorkerPoolOptions } from './pool-options.js';
import { resolvePoolSettings } from './pool-settings.js';
import { WorkerPool } from './worker-pool.js';

/**
 * Starts a pool of worker processes that run the jobs of one module.
 *
 * A worker that dies is replaced, and its job is given to another, up to `maxAttempts` times. The type argument is the
 * type of the module; it makes names, inputs and outputs of jobs known to the compiler.
 *
 * @param worker The module that calls `serve`, as a file: URL or path.
 * @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION` or `ERR_WORKER_MODULE`, at once, when the call itself is wrong.
 * @example
 * const pool = createWorkerPool<typeof import('./image-worker.js')>(new URL('./image-worker.js', import.meta.url), { size: 4 });
 * const out = await pool.run('resize', { path, width: 800 }, { timeoutMs: 10_000 });
 */
export function createWorkerPool<Module = unknown>(worker: string | URL, options?: WorkerPoolOptions): WorkerPool<Module> {
  return new WorkerPool<Module>(workerFile(worker), resolvePoolSettings(options));
}

function workerFile(worker: unknown): string {
  const isPath = typeof worker === 'string' && worker !== '';
  if (!isPath && !(worker instanceof URL && worker.protocol === 'file:')) {
    throw workerModuleError(`the worker module is ${inspect(worker)}; expected a path or a file: URL.`);
  }
  const file = worker instanceof URL ? fileURLToPath(worker) : resolve(worker);
  if (!existsSync(file)) throw workerModuleError(`the worker module ${JSON.stringify(file)} does not exist.`);
  return file;
}

function workerModuleError(detail: string): TypeError {
  return Object.assign(new TypeError(`createWorkerPool: ${detail}`), { code: 'ERR_WORKER_MODULE' });
}
