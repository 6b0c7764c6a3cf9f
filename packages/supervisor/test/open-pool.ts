import { onTestFinished } from 'vitest';
import { createWorkerPool, isWorkerError, type WorkerError, type WorkerPool, type WorkerPoolOptions } from '../src/index.js';

/** A pool of fixture workers that is closed when the test has finished. */
export function openPool(options: WorkerPoolOptions = {}, fixture = 'worker.mjs'): WorkerPool {
  const pool = createWorkerPool(new URL(`./fixtures/${fixture}`, import.meta.url), { size: 1, stopGraceMs: 1_000, ...options });
  onTestFinished(() => pool.close());
  return pool;
}

/** The error of a job that is to fail. */
export async function failureOf(job: Promise<unknown>): Promise<WorkerError> {
  try {
    await job;
  } catch (error) {
    if (isWorkerError(error)) return error;
    throw error;
  }
  throw new Error('the job has not failed');
}
