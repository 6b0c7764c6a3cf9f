import type { JobAttempt } from '../errors/job-attempt.js';
import type { RunJobOptions } from './run-job-options.js';

export interface JobRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly timeoutMs: number;
  readonly priority: number;
  readonly onProgress: RunJobOptions['onProgress'];
  /** Called exactly once. */
  readonly onSettled: (ok: boolean) => void;
}

const NO_ATTEMPTS: readonly JobAttempt[] = [];

/** A job from `pool.run` until its promise settles. */
export class Job {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly timeoutMs: number;
  readonly priority: number;
  readonly onProgress: RunJobOptions['onProgress'];
  readonly output: Promise<unknown>;
  /** Stops following the caller's signal. */
  unfollow: (() => void) | undefined;
  readonly #onSettled: (ok: boolean) => void;
  #resolve!: (output: unknown) => void;
  #reject!: (error: Error) => void;
  #attempts = NO_ATTEMPTS;
  #settled = false;

  constructor({ id, name, input, timeoutMs, priority, onProgress, onSettled }: JobRequest) {
    this.id = id;
    this.name = name;
    this.input = input;
    this.timeoutMs = timeoutMs;
    this.priority = priority;
    this.onProgress = onProgress;
    this.#onSettled = onSettled;
    this.output = new Promise<unknown>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** The workers that have died on it so far. */
  get attempts(): readonly JobAttempt[] {
    return this.#attempts;
  }

  /** True once the caller has its answer: what the worker still says is of no interest. */
  get isSettled(): boolean {
    return this.#settled;
  }

  charge(attempt: JobAttempt): void {
    this.#attempts = [...this.#attempts, attempt];
  }

  resolve(output: unknown): void {
    if (this.#settle(true)) this.#resolve(output);
  }

  reject(error: Error): void {
    if (this.#settle(false)) this.#reject(error);
  }

  #settle(ok: boolean): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.unfollow?.();
    this.#onSettled(ok);
    return true;
  }
}
