import { anyFunction, checkOptions, durationMs, integer, ratio, type OptionRule } from '@childproof/internal';
import type { RunOptions } from '../options/run-options.js';
import type { ProcessError } from '../result/process-error.js';

/** How long a job waits before it is tried again. */
interface RetryDelay {
  /** Milliseconds before the first retry. @default 500 */
  readonly initialMs?: number | undefined;
  /** Each delay is so many times the one before. @default 2 */
  readonly factor?: number | undefined;
  /** No delay is longer, in milliseconds. @default 30_000 */
  readonly maxMs?: number | undefined;
  /** Share of the delay that is random, from 0 to 1, so that what failed together is not retried together. @default 0.5 */
  readonly jitter?: number | undefined;
}

/** Options of `createProcessQueue`. */
export interface ProcessQueueOptions {
  /** So many run at once. @default 4 */
  readonly concurrency?: number | undefined;
  /** So many may wait; more are refused with the reason `queue-full`. @default 10_000 */
  readonly maxQueued?: number | undefined;
  /** For each attempt, in milliseconds. @default Infinity */
  readonly timeoutMs?: number | undefined;
  /** A job that fails is tried so many times more. @default 0 */
  readonly retries?: number | undefined;
  readonly retryDelay?: RetryDelay | undefined;
  /**
   * Whether this failure is worth another attempt. `attempt` is the one that has failed, from 1.
   *
   * @default true for exit-code, signal, timeout, idle-timeout, resource-exhausted and stdio; what cannot go better the
   * next time, such as not-found, is not tried again
   */
  readonly retryIf?: ((error: ProcessError, attempt: number) => boolean) | undefined;
  /** Options that every job starts from. */
  readonly defaults?: RunOptions | undefined;
}

/** Options of one job: those of `run`, and its place in the queue. */
export interface JobOptions extends RunOptions {
  /** Jobs of a higher priority go first; of the same, in their order. @default 0 */
  readonly priority?: number | undefined;
  /** @default the queue's */
  readonly retries?: number | undefined;
}

export interface QueueStats {
  /** Waiting for their turn, or for their next attempt. */
  readonly queued: number;
  readonly running: number;
  readonly succeeded: number;
  /** Failed for good. */
  readonly failed: number;
  /** Attempts after the first. */
  readonly retried: number;
  /** Cancelled, by `cancel()`, `close()` or their signal. */
  readonly cancelled: number;
}

const rules: Readonly<Record<keyof ProcessQueueOptions, OptionRule>> = {
  concurrency: integer({ min: 1 }),
  maxQueued: integer({ min: 0, allowInfinity: true }),
  timeoutMs: durationMs({ min: 1, allowInfinity: true }),
  retries: integer({ min: 0 }),
  retryDelay: { expected: 'an object', accepts: (value) => typeof value === 'object' && value !== null },
  retryIf: anyFunction,
  defaults: { expected: 'an object', accepts: (value) => typeof value === 'object' && value !== null },
};

const delayRules: Readonly<Record<keyof RetryDelay, OptionRule>> = {
  initialMs: durationMs(),
  factor: { expected: 'a number of at least 1', accepts: (value) => typeof value === 'number' && value >= 1 },
  maxMs: durationMs(),
  jitter: ratio,
};

export function checkQueueOptions(options: ProcessQueueOptions | undefined): void {
  checkOptions('createProcessQueue', rules, options);
  checkOptions('createProcessQueue retryDelay', delayRules, options?.retryDelay);
}

export function checkJobOptions(options: JobOptions): void {
  const { priority, retries } = options;
  checkOptions('add', { priority: { expected: 'a number', accepts: Number.isFinite }, retries: integer({ min: 0 }) }, { priority, retries });
}
