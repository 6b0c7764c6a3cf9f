import { createWorkerPool, type WorkerPool } from '@childproof/supervisor';
import type { ImageLimits } from '../config/config.js';

type ImageWorker = typeof import('./image-worker.js');
export type ImagePool = WorkerPool<ImageWorker>;

/** Supervised sharp workers: whatever an image does, it happens in there. */
export function createImagePool(workers: number, limits: ImageLimits, { maxAttempts = 1, faultInjection = false } = {}): ImagePool {
  return createWorkerPool<ImageWorker>(new URL('./image-worker.js', import.meta.url), {
    size: workers,
    // By default the queue counts attempts, so that they outlive this process.
    maxAttempts,
    timeoutMs: limits.jobTimeoutMs,
    memoryLimitBytes: limits.workerMemoryBytes,
    output: 'capture',
    // glibc keeps an arena per thread, and sharp's buffers fragment each of them.
    env: { MALLOC_ARENA_MAX: '2', FAULT_INJECTION: faultInjection ? 'on' : 'off' },
  });
}
