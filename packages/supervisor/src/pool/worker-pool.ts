import { followAbort } from '@childproof/internal';
import { WorkerError } from '../errors/worker-error.js';
import { EventBus } from '../event-bus.js';
import { AlertWatch } from '../health/alert-watch.js';
import type { WorkerDeath } from '../pool-worker/worker-death.js';
import type { PoolWorker } from '../pool-worker/pool-worker.js';
import { RestartPolicy } from '../restart/restart-policy.js';
import { Crew } from './crew.js';
import type { PoolEvents } from './events.js';
import { Job } from './job.js';
import { JobQueue } from './job-queue.js';
import type { JobInput, JobName, JobOutput } from './job-types.js';
import { judgeJob } from './job-verdict.js';
import { mapJobs } from './map-jobs.js';
import type { PoolSettings } from './pool-settings.js';
import { checkRunJobOptions, type RunJobOptions } from './run-job-options.js';
import type { PoolStats } from './stats.js';

const NO_OPTIONS: RunJobOptions = {};

/** A pool of workers; made by `createWorkerPool`. */
export class WorkerPool<Module = unknown> implements AsyncDisposable {
  readonly #settings: PoolSettings;
  readonly #queue = new JobQueue();
  readonly #events = new EventBus<PoolEvents>();
  readonly #crew: Crew;
  readonly #alertWatch: AlertWatch | undefined;
  readonly #idleWaiters: (() => void)[] = [];
  readonly #counters = { completed: 0, failed: 0, quarantined: 0 };
  #nextJobId = 1;
  #unfinished = 0;
  /** Why the pool takes no more jobs. */
  #ended: 'closed' | 'restart-limit' | undefined;
  #closing: Promise<void> | undefined;
  #reloading: Promise<void> | undefined;

  /** @internal */
  constructor(file: string, settings: PoolSettings) {
    this.#settings = settings;
    this.#crew = new Crew(file, settings, new RestartPolicy(settings.backoff, settings.intensity), {
      onFree: () => this.#dispatch(),
      // A turn later: the workers of a new pool start before anybody can listen.
      onStarted: (worker) => queueMicrotask(() => this.#events.emit('workerStarted', { pid: worker.pid, threadId: worker.threadId })),
      onGone: (worker, death) => this.#onGone(worker, death),
      onGivenUp: () => this.#giveUp(),
    });
    const { alerts } = settings;
    this.#alertWatch = alerts && new AlertWatch(alerts, () => this.stats().workers, (alert) => this.#events.emit('workerAlert', alert));
  }

  /**
   * Runs a job on the next free worker.
   *
   * @throws WorkerError whose `reason` tells why there is no output; see `WorkerErrorReason`.
   * @throws TypeError `ERR_INVALID_OPTION` or `ERR_UNKNOWN_OPTION`, at once.
   */
  run<Name extends JobName<Module>>(
    name: Name,
    input: JobInput<Module, Name>,
    options: RunJobOptions = NO_OPTIONS,
  ): Promise<JobOutput<Module, Name>> {
    if (options !== NO_OPTIONS) checkRunJobOptions(options);
    const { signal, timeoutMs = this.#settings.timeoutMs, priority = 0, onProgress } = options;
    const job = new Job({ id: this.#nextJobId++, name, input, timeoutMs, priority, onProgress, onSettled: this.#onSettled });
    this.#unfinished++;
    if (this.#ended !== undefined) job.reject(this.#endedError(name));
    else if (signal?.aborted === true) this.#abort(job, signal);
    else this.#admit(job, signal);
    return job.output as Promise<JobOutput<Module, Name>>;
  }

  /**
   * Runs the same job on many inputs, never more at a time than the workers can take, and gives the outputs in the order of the
   * inputs. The first failure aborts the rest and is thrown.
   *
   * @throws as `run` does.
   * @example
   * const sizes = await pool.map('measure', paths, { timeoutMs: 5_000 });
   */
  map<Name extends JobName<Module>>(
    name: Name,
    inputs: Iterable<JobInput<Module, Name>> | AsyncIterable<JobInput<Module, Name>>,
    options: RunJobOptions = NO_OPTIONS,
  ): Promise<JobOutput<Module, Name>[]> {
    checkRunJobOptions(options);
    const { size, prefetch } = this.#settings;
    return mapJobs(inputs, size.max * prefetch, (input, stop) => {
      const signal = options.signal === undefined ? stop : AbortSignal.any([stop, options.signal]);
      return this.run(name, input, { ...options, signal });
    });
  }

  /** Listens to an event. @returns a function that stops listening. */
  on<E extends keyof PoolEvents>(event: E, listener: (payload: PoolEvents[E]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /** Settles when no job is waiting or running. New jobs are still taken. */
  async drain(): Promise<void> {
    while (this.#unfinished > 0) await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
  }

  /**
   * Replaces the workers one by one, so that they run the worker module as it is now: a new one is ready before an old one
   * gets no more work, and no job is lost.
   *
   * @throws WorkerError `ERR_WORKER_CRASHED` when a new worker does not become ready; the old ones that are left go on.
   */
  reload(): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#endedError('reload'));
    this.#reloading ??= this.#crew
      .reload()
      .catch((cause: unknown) => {
        throw new WorkerError('crashed', `reload: ${(cause as Error).message}; the old workers that are left go on`, { cause });
      })
      .finally(() => (this.#reloading = undefined));
    return this.#reloading;
  }

  stats(): PoolStats {
    const workers = this.#crew.all().map((worker) => worker.stats);
    const running = workers.filter(({ state }) => state === 'busy').length;
    return { queued: this.#queue.size, running, ...this.#counters, ...this.#crew.counters, workers };
  }

  /** Rejects what is not done with `closed`, ends all workers and settles when nobody is left. Idempotent. */
  close(): Promise<void> {
    this.#ended ??= 'closed';
    this.#closing ??= this.#endAll();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #admit(job: Job, signal: AbortSignal | undefined): void {
    const free = this.#queue.size === 0 ? this.#crew.free() : undefined;
    if (free === undefined && this.#queue.size >= this.#settings.maxQueued) {
      const limit = `${this.#settings.maxQueued} jobs are waiting already; slow down or raise maxQueued`;
      job.reject(new WorkerError('queue-full', `${job.name}: ${limit}`, { job: job.name }));
      return;
    }
    if (signal !== undefined) job.unfollow = followAbort(signal, () => this.#abort(job, signal));
    if (free !== undefined) free.assign(job);
    else {
      this.#queue.add(job);
      this.#crew.grow(this.#queue.size);
    }
  }

  #dispatch(): void {
    for (let free = this.#crew.free(); free !== undefined; free = this.#crew.free()) {
      const job = this.#queue.take();
      if (job === undefined) return;
      free.assign(job);
    }
  }

  #abort(job: Job, signal: AbortSignal): void {
    job.reject(new WorkerError('aborted', `${job.name}: aborted by the caller`, { job: job.name, cause: signal.reason }));
    this.#queue.prune();
    for (const worker of this.#crew.all()) worker.abort(job);
  }

  #onGone(_worker: PoolWorker, death: WorkerDeath): void {
    const { pid, reason, exitCode, signal, running, others } = death;
    const ended = this.#ended === undefined ? undefined : (job: string) => this.#endedError(job);
    if (running !== undefined) {
      const verdict = judgeJob(running, death, { maxAttempts: this.#settings.maxAttempts, ended });
      if (verdict === 'again') this.#queue.addReturned(running);
      if (verdict === 'quarantined') {
        this.#counters.quarantined++;
        this.#events.emit('jobQuarantined', { job: running.name, attempts: running.attempts });
      }
    }
    for (const job of others) {
      if (ended !== undefined) job.reject(ended(job.name));
      else this.#queue.addReturned(job);
    }
    this.#events.emit('workerExited', { pid, reason, exitCode, signal, job: running?.name });
    if (ended === undefined) this.#dispatch();
  }

  #giveUp(): void {
    this.#ended = 'restart-limit';
    this.#events.emit('gaveUp', this.#settings.intensity);
    this.#closing ??= this.#endAll();
  }

  async #endAll(): Promise<void> {
    this.#alertWatch?.stop();
    const ended = this.#crew.close();
    for (const worker of this.#crew.all()) for (const job of worker.jobs()) job.reject(this.#endedError(job.name));
    for (const job of this.#queue.takeAll()) job.reject(this.#endedError(job.name));
    await ended;
  }

  readonly #onSettled = (ok: boolean): void => {
    this.#counters[ok ? 'completed' : 'failed']++;
    this.#unfinished--;
    if (this.#unfinished === 0) for (const resolve of this.#idleWaiters.splice(0)) resolve();
  };

  #endedError(job: string): WorkerError {
    if (this.#ended === 'closed') return new WorkerError('closed', `${job}: the pool is closed`, { job });
    const { maxRestarts, withinMs } = this.#settings.intensity;
    const detail = `workers died more than ${maxRestarts} times within ${withinMs} ms without a job to blame`;
    return new WorkerError('restart-limit', `${job}: the pool has given up: ${detail}`, { job });
  }
}
