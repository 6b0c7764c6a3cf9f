import type { Spawner } from '@childproof/core-spawn';
import type { BackoffOptions } from '@childproof/internal';
import type { HeartbeatOptions } from '../health/heartbeat.js';
import type { IntensityOptions } from '../restart/restart-policy.js';

/** Options of `createWorkerPool`. */
export interface WorkerPoolOptions {
  /** Number of worker processes. @default the number of CPUs that this process may use */
  readonly size?: number | undefined;
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
