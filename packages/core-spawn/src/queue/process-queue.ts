import { createCommand } from '../command.js';
import { mergeOptions } from '../options/merge-options.js';
import type { RunOptions } from '../options/run-options.js';
import { resolveSettings } from '../options/settings.js';
import { refuse } from '../refuse.js';
import type { ProcessError } from '../result/process-error.js';
import type { RunResult, RunSuccess } from '../result/result.js';
import type { Failure } from '../result/verdict.js';
import { run } from '../run.js';
import { Job } from './job.js';
import { PriorityQueue } from './priority-queue.js';
import { checkJobOptions, checkQueueOptions, type JobOptions, type ProcessQueueOptions, type QueueStats } from './queue-options.js';
import { canBeReadAgain, retryPolicy, type RetryPolicy } from './retry.js';

/** Commands that wait for their turn. */
export class ProcessQueue implements AsyncDisposable {
  readonly #options: ProcessQueueOptions;
  readonly #defaults: RunOptions;
  readonly #concurrency: number;
  readonly #maxQueued: number;
  readonly #retry: RetryPolicy;
  readonly #waiting = new PriorityQueue<Job>();
  readonly #delayed = new Set<Job>();
  readonly #running = new Set<Job>();
  readonly #drained: (() => void)[] = [];
  readonly #counts = { succeeded: 0, failed: 0, retried: 0, cancelled: 0 };
  #isPaused = false;
  #isClosed = false;

  /** @internal Made by `createProcessQueue`. */
  constructor(options: ProcessQueueOptions) {
    this.#options = options;
    const { timeoutMs, defaults } = options;
    this.#defaults = mergeOptions(timeoutMs === undefined ? {} : { timeoutMs }, defaults);
    resolveSettings(this.#defaults);
    this.#concurrency = options.concurrency ?? 4;
    this.#maxQueued = options.maxQueued ?? 10_000;
    this.#retry = retryPolicy(options);
  }

  get stats(): QueueStats {
    return { queued: this.#queued, running: this.#running.size, ...this.#counts };
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /**
   * Adds a command; the promise is that of its last attempt, as from `run`.
   *
   * When the queue is full or closed it rejects, without starting anything, with the reason `queue-full` or
   * `queue-closed`. A stream or generator as `input` can be read once, so such a job has one attempt.
   *
   * @throws TypeError as `run`, at once, when the call itself is wrong.
   */
  add(file: string, args?: readonly string[]): Promise<RunResult>;
  add<const O extends JobOptions>(file: string, args: readonly string[] | undefined, options: O | undefined): Promise<RunResult<O>>;
  add(file: string, args: readonly string[] = [], options: JobOptions = {}): Promise<unknown> {
    const { priority = 0, retries = this.#options.retries ?? 0, ...own } = options;
    checkJobOptions(options);
    createCommand(file, args);
    const runOptions = mergeOptions(this.#defaults, own);
    resolveSettings(runOptions);
    const refusal = this.#refusal();
    const job = new Job(file, [...args], runOptions, priority, canBeReadAgain(runOptions.input) ? retries + 1 : 1);
    if (refusal !== undefined) job.settle(refuse(file, args, runOptions, refusal));
    else {
      this.#waiting.add(job, priority);
      job.followSignal((reason) => this.#cancelJob(job, reason));
      this.#startNext();
    }
    return job.promise;
  }

  /** Starts no more, until `resume()`; what runs goes on. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#startNext();
  }

  /** Settles when nothing waits and nothing runs. More can be added meanwhile, and is waited for. */
  drain(): Promise<void> {
    if (this.#isIdle) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  /** Ends what runs, with its tree, and refuses what waits: all with the reason `aborted`. Settles when nobody is left. */
  cancel(reason?: unknown): Promise<void> {
    for (const job of [...this.#waiting.clear(), ...this.#delayed]) this.#cancelWaiting(job, reason);
    for (const job of this.#running) job.abort.abort(reason);
    this.#announceIdle();
    return new Promise((resolve) => (this.#isIdle ? resolve() : this.#drained.push(resolve)));
  }

  /** Takes nothing more and cancels what is there; idempotent. To let it finish, `drain()` first. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.cancel();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  get #queued(): number {
    return this.#waiting.size + this.#delayed.size;
  }

  get #isIdle(): boolean {
    return this.#queued === 0 && this.#running.size === 0;
  }

  #refusal(): Failure | undefined {
    if (this.#isClosed) return { reason: 'queue-closed', detail: 'was not started: the queue is closed' };
    const startsAtOnce = !this.#isPaused && this.#running.size < this.#concurrency;
    if (this.#queued < this.#maxQueued || startsAtOnce) return undefined;
    return { reason: 'queue-full', detail: `was not started: ${this.#queued} commands wait already (maxQueued)` };
  }

  #startNext(): void {
    while (!this.#isPaused && this.#running.size < this.#concurrency) {
      const job = this.#waiting.take();
      if (job === undefined) break;
      this.#running.add(job);
      void this.#attempt(job);
    }
  }

  async #attempt(job: Job): Promise<void> {
    job.attempts += 1;
    if (job.attempts > 1) this.#counts.retried += 1;
    const options: RunOptions = { ...job.options, signal: job.abort.signal, reject: false };
    if (job.options.signal?.aborted === true) job.abort.abort(job.options.signal.reason);
    const result: RunSuccess<RunOptions> | ProcessError<RunOptions> = await run(job.file, job.args, options);
    this.#running.delete(job);
    if (result.ok) this.#counts.succeeded += 1;
    else if (this.#tryAgain(job, result)) return;
    else if (result.reason === 'aborted') this.#counts.cancelled += 1;
    else this.#counts.failed += 1;
    job.settle(result.ok || job.options.reject === false ? result : Promise.reject(result));
    this.#startNext();
    this.#announceIdle();
  }

  /** True when the job waits for another attempt; meanwhile another job has its place. */
  #tryAgain(job: Job, error: ProcessError<RunOptions>): boolean {
    if (error.reason === 'aborted' || job.attempts >= job.maxAttempts) return false;
    if (!this.#retry.isWorthIt(error, job.attempts)) return false;
    this.#delayed.add(job);
    job.retryTimer = setTimeout(() => {
      this.#delayed.delete(job);
      this.#waiting.add(job, job.priority);
      this.#startNext();
    }, this.#retry.delayMs(job.attempts));
    this.#startNext();
    return true;
  }

  #cancelJob(job: Job, reason: unknown): void {
    if (this.#waiting.delete(job) || this.#delayed.has(job)) this.#cancelWaiting(job, reason);
    else job.abort.abort(reason);
    this.#announceIdle();
  }

  #cancelWaiting(job: Job, cause: unknown): void {
    this.#delayed.delete(job);
    clearTimeout(job.retryTimer);
    this.#counts.cancelled += 1;
    const failure: Failure = { reason: 'aborted', detail: 'was cancelled while it waited in the queue', cause };
    job.settle(refuse(job.file, job.args, job.options, failure));
  }

  #announceIdle(): void {
    if (this.#isIdle) for (const resolve of this.#drained.splice(0)) resolve();
  }
}

/**
 * A queue that runs so many commands at once, by priority, with retries.
 *
 * @throws TypeError `ERR_UNKNOWN_OPTION` or `ERR_INVALID_OPTION`, at once.
 * @example
 * await using queue = createProcessQueue({ concurrency: 4, retries: 3, timeoutMs: 30_000 });
 * const thumbnails = await Promise.all(files.map((file) => queue.add('convert', [file, '-resize', '200', `${file}.png`])));
 */
export function createProcessQueue(options: ProcessQueueOptions = {}): ProcessQueue {
  checkQueueOptions(options);
  return new ProcessQueue(options);
}
