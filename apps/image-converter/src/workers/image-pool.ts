import { createWorkerPool, isWorkerError, type WorkerPool } from '@childproof/supervisor';
import type { ImageLimits } from '../config/config.js';
import { CONVERT_ERRORS, type ConvertErrorCode, type ConvertFailure } from '../convert-error.js';

type ImageWorker = typeof import('./image-worker.js');
export type ImagePool = WorkerPool<ImageWorker>;

/** Supervised sharp workers: whatever an image does, it happens in there. */
export function createImagePool(workers: number, limits: ImageLimits): ImagePool {
  return createWorkerPool<ImageWorker>(new URL('./image-worker.js', import.meta.url), {
    size: workers,
    maxAttempts: 2,
    timeoutMs: limits.jobTimeoutMs,
    memoryLimitBytes: limits.workerMemoryBytes,
    output: 'capture',
    // glibc keeps an arena per thread, and sharp's buffers fragment each of them.
    env: { MALLOC_ARENA_MAX: '2' },
  });
}

/**
 * Why a job has failed for good, in words for whoever sent the image.
 *
 * `undefined` means that the image is not to blame and was not tried to the end: the pool was closed.
 */
export function failureOf(error: unknown): ConvertFailure | undefined {
  if (!isWorkerError(error)) return failure('INTERNAL', String(error));
  switch (error.reason) {
    case 'job': {
      const { code, message } = error.cause as { code?: string; message: string };
      return code !== undefined && Object.hasOwn(CONVERT_ERRORS, code)
        ? failure(code as ConvertErrorCode)
        : failure('INTERNAL', message);
    }
    case 'timeout':
      return failure('TIMEOUT');
    case 'quarantined':
    case 'crashed':
    case 'unhealthy':
    case 'memory':
      return failure('WORKER_DIED', error.attempts.map(({ reason, signal, exitCode }) => `${reason}: ${signal ?? exitCode}`).join(', '));
    default:
      return undefined;
  }
}

function failure(code: ConvertErrorCode, detail?: string): ConvertFailure {
  return { code, message: detail === undefined ? CONVERT_ERRORS[code] : `${CONVERT_ERRORS[code]} (${detail})` };
}
