export { createWorkerPool } from './pool/create-worker-pool.js';
export type { WorkerPool } from './pool/worker-pool.js';
export type { SizeRange, WorkerPoolOptions } from './pool/pool-options.js';
export type { RunJobOptions } from './pool/run-job-options.js';
export type { PoolStats, WorkerStats } from './pool/stats.js';
export type { PoolEvents } from './pool/events.js';
export type { JobInput, JobName, JobOutput } from './pool/job-types.js';
export { isWorkerError, WorkerError, type WorkerErrorReason } from './errors/worker-error.js';
export type { JobAttempt } from './errors/job-attempt.js';
