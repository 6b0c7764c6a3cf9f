import type { ResourceLimits } from 'node:worker_threads';
import type { Spawner } from '@childproof/core-spawn';
import type { BackoffOptions } from '@childproof/internal';
import type { AlertLimits } from '../health/alert-watch.js';
import type { HeartbeatOptions } from '../health/heartbeat.js';
import type { IntensityOptions } from '../restart/restart-policy.js';

/** A pool that grows with the work and shrinks again. */
export interface SizeRange {
  /** Workers that there always are. @default 1 */
  readonly min?: number | undefined;
  readonly max: number;
  /** Milliseconds without a job after which a worker above `min` ends. @default 10_000 */
  readonly idleMs?: number | undefined;
}

/** Options of `createWorkerPool`. */
export interface WorkerPoolOptions {
  /** Number of workers, or how few and how many as the work demands. @default the number of CPUs that this process may use */
  readonly size?: number | SizeRange | undefined;
  /**
   * What a worker is. A thread starts faster and shares memory, but a crash, an abort or the kernel's memory limit ends the
   * whole process. @default 'process'
   */
  readonly runtime?: 'process' | 'thread' | undefined;
  /**
   * Jobs that a worker is given at a time; it does them one after the other. More than 1 makes short jobs cheap, but a job
   * behind a long one waits although another worker may be free, and one that was done just before its neighbour killed the
   * worker may be done again. @default 1
   */
  readonly prefetch?: number | undefined;
  /** Workers that are started and wait, to take the place of one that dies at once. @default 0 */
  readonly hotSpares?: number | undefined;
  /** Jobs after which a worker is replaced. @default Infinity */
  readonly maxJobsPerWorker?: number | undefined;
  /** Milliseconds after which a worker is replaced, when it has done the jobs that it has. @default Infinity */
  readonly maxWorkerAgeMs?: number | undefined;
  /** Limits of V8 for a thread; see `resourceLimits` of node:worker_threads. @default none */
  readonly resourceLimits?: ResourceLimits | undefined;
  /** Jobs that may wait; one more is rejected with `queue-full`. @default Infinity */
  readonly maxQueued?: number | undefined;
  /** Milliseconds that a job may take from its start; then its worker is ended. @default Infinity */
  readonly timeoutMs?: number | undefined;
  /** Workers that may die on a job before it is quarantined. @default 3 */
  readonly maxAttempts?: number | undefined;
  /** Resident memory past which a worker is ended, also in the middle of a job; Linux only. @default Infinity */
  readonly memoryLimitBytes?: number | undefined;
  /**
   * Ends a worker whose event loop does not answer. A job that computes without a pause for longer than `timeoutMs`
   * needs a longer one, or `false`. @default { intervalMs: 2_000, timeoutMs: 10_000 }
   */
  readonly heartbeat?: Partial<HeartbeatOptions> | false | undefined;
  /** What a worker may reach before the event `workerAlert` tells; looked at once a second. @default none */
  readonly alerts?: Partial<AlertLimits> | undefined;
  /** Milliseconds that a worker may take to become ready. @default 30_000 */
  readonly startTimeoutMs?: number | undefined;
  /**
   * Delay before a worker is restarted that died without a job to blame.
   * @default { initialMs: 100, maxMs: 10_000, factor: 2, jitter: 0.5 }
   */
  readonly backoff?: Partial<BackoffOptions> | undefined;
  /** When to give up restarting. @default { maxRestarts: 10, withinMs: 60_000 } */
  readonly intensity?: Partial<IntensityOptions> | undefined;
  /** Milliseconds that a worker has to end by itself; then SIGTERM, and after as long again SIGKILL. @default 5_000 */
  readonly stopGraceMs?: number | undefined;
  /** Where the workers' own stdout and stderr go; `'capture'` keeps the end of stderr for a job's history. @default 'inherit' */
  readonly output?: 'inherit' | 'capture' | undefined;
  /** Added to the environment of the workers. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Arguments for node itself, such as `--max-old-space-size=512`. @default [] */
  readonly execArgv?: readonly string[] | undefined;
  /** How a process comes to exist. @default node:child_process */
  readonly spawner?: Spawner | undefined;
}
