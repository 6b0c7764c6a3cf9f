import { defineErrorBrand } from '@childproof/internal';
import type { JobAttempt } from './job-attempt.js';

const brand = defineErrorBrand('@childproof/supervisor:WorkerError');

/** Why a job has no result. */
export type WorkerErrorReason = keyof typeof ERROR_CODES;

export const ERROR_CODES = {
  /** The job itself threw; `cause` is its error. */
  job: 'ERR_WORKER_JOB',
  /** The job took longer than `timeoutMs`; its worker was ended. */
  timeout: 'ERR_WORKER_TIMEOUT',
  /** The worker died on this job, and `maxAttempts` is 1. */
  crashed: 'ERR_WORKER_CRASHED',
  /** The worker stopped answering on this job and was ended, and `maxAttempts` is 1. */
  unhealthy: 'ERR_WORKER_UNHEALTHY',
  /** The worker passed `memoryLimitBytes` on this job and was ended, and `maxAttempts` is 1. */
  memory: 'ERR_WORKER_MEMORY',
  /** Each of several `maxAttempts` workers died on this job; `attempts` tells how. */
  quarantined: 'ERR_WORKER_QUARANTINED',
  /** The caller's signal was aborted. */
  aborted: 'ERR_WORKER_ABORTED',
  /** `maxQueued` jobs are waiting already. */
  'queue-full': 'ERR_WORKER_QUEUE_FULL',
  /** The pool was closed before the job was done. */
  closed: 'ERR_WORKER_CLOSED',
  /** Workers died too often without a job to blame; the pool has given up. */
  'restart-limit': 'ERR_WORKER_RESTART_LIMIT',
} as const;

interface WorkerErrorDetails {
  readonly job?: string;
  readonly attempts?: readonly JobAttempt[];
  readonly cause?: unknown;
}

/**
 * A job without a result.
 *
 * `instanceof` holds across the ESM and CommonJS builds.
 */
export class WorkerError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return brand.has(value);
  }

  readonly reason: WorkerErrorReason;
  readonly code: (typeof ERROR_CODES)[WorkerErrorReason];
  /** Name of the job, where there is one. */
  readonly job: string | undefined;
  /** The workers that died on this job, first to last. */
  readonly attempts: readonly JobAttempt[];

  constructor(reason: WorkerErrorReason, message: string, details: WorkerErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.reason = reason;
    this.code = ERROR_CODES[reason];
    this.job = details.job;
    this.attempts = details.attempts ?? [];
  }
}

Object.defineProperty(WorkerError.prototype, 'name', { value: 'WorkerError', configurable: true, writable: true });
Object.defineProperty(WorkerError.prototype, brand.symbol, { value: true });

/** True for a `WorkerError`, also one from the other build or another copy of this package. */
export function isWorkerError(value: unknown): value is WorkerError {
  return brand.has(value);
}
