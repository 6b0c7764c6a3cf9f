import { createWorkerPool, type WorkerPool } from '@childproof/supervisor';
import type { ImageLimits } from '../config/config.js';

const MiB = 1024 * 1024;

type ImageWorker = typeof import('./image-worker.js');
export type ImagePool = WorkerPool<ImageWorker>;

/**
 * glibc keeps an arena per thread, which sharp's buffers fragment, and gives large ones back to the kernel after each image, only
 * to ask for them again. Measured beside jemalloc: the least memory and the least processor time of all (see the README). Other
 * systems ignore it.
 */
const ALLOCATOR = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: String(32 * MiB), MALLOC_TRIM_THRESHOLD_: String(128 * MiB) };

/** Supervised sharp workers: whatever an image does, it happens in there. */
export function createImagePool(workers: number, limits: ImageLimits, { maxAttempts = 1, faultInjection = false } = {}): ImagePool {
  return createWorkerPool<ImageWorker>(new URL('./image-worker.js', import.meta.url), {
    size: workers,
    // By default the queue counts attempts, so that they outlive this process.
    maxAttempts,
    timeoutMs: limits.jobTimeoutMs,
    memoryLimitBytes: limits.workerMemoryBytes,
    output: 'capture',
    env: { ...ALLOCATOR, FAULT_INJECTION: faultInjection ? 'on' : 'off' },
  });
}
