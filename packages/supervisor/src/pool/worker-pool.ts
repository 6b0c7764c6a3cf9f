import { followAbort } from '@childproof/internal';
import type { JobAttempt } from '../errors/job-attempt.js';
import { WorkerError } from '../errors/worker-error.js';
import { RestartPolicy } from '../restart/restart-policy.js';
import type { WorkerDeath } from '../worker-process/worker-death.js';
import { WorkerProcess } from '../worker-process/worker-process.js';
import { PoolEventBus, type PoolEvents } from './events.js';
import { createJob, type Job } from './job.js';
import { JobQueue } from './job-queue.js';
import type { JobInput, JobName, JobOutput } from './job-types.js';
import type { PoolSettings } from './pool-settings.js';
import { checkRunJobOptions, type RunJobOptions } from './run-job-options.js';
import type { PoolStats } from './stats.js';

/** A pool of worker processes; made by `createWorkerPool`. */
export class WorkerPool<Module = unknown> implements AsyncDisposable {
  readonly #file: string;
  readonly #settings: PoolSettings;
  readonly #queue = new JobQueue();
  readonly #workers = new Set<WorkerProcess>();
  readonly #restartTimers = new Set<NodeJS.Timeout>();
  readonly #restartPolicy: RestartPolicy;
  readonly #events = new PoolEventBus();
  readonly #unfinished = new Set<Job>();
  readonly #idleWaiters: (() => void)[] = [];
  readonly #counters = { completed: 0, failed: 0, quarantined: 0, crashes: 0, restarts: 0 };
  #nextJobId = 1;
  /** Why the pool takes no more jobs. */
  #ended: 'closed' | 'restart-limit' | undefined;
  #closing: Promise<void> | undefined;

  /** @internal */
  constructor(file: string, settings: PoolSettings) {
    this.#file = file;
    this.#settings = settings;
    this.#restartPolicy = new RestartPolicy(settings.backoff, settings.intensity);
    for (let count = 0; count < settings.size; count++) this.#startWorker();
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
    options: RunJobOptions = {},
  ): Promise<JobOutput<Module, Name>> {
    checkRunJobOptions(options);
    const { signal, timeoutMs = this.#settings.timeoutMs, onProgress } = options;
    const { job, output } = createJob({ id: this.#nextJobId++, name, input, timeoutMs, onProgress }, (ok) => {
      this.#counters[ok ? 'completed' : 'failed']++;
      this.#unfinished.delete(job);
      stopFollowing?.();
      if (this.#unfinished.size === 0) for (const resolve of this.#idleWaiters.splice(0)) resolve();
    });
    const onAbort = (): void => this.#abort(job, signal);
    let stopFollowing: (() => void) | undefined;
    this.#unfinished.add(job);
    if (this.#ended !== undefined) job.reject(this.#endedError(job.name));
    else if (signal?.aborted === true) onAbort();
    else if (this.#queue.size >= this.#settings.maxQueued && !this.#hasIdleWorker()) {
      const limit = `${this.#settings.maxQueued} jobs are waiting already; slow down or raise maxQueued`;
      job.reject(new WorkerError('queue-full', `${name}: ${limit}`, { job: name }));
    } else {
      if (signal !== undefined) stopFollowing = followAbort(signal, onAbort);
      this.#queue.add(job);
      this.#dispatch();
    }
    return output as Promise<JobOutput<Module, Name>>;
  }

  /** Listens to an event. @returns a function that stops listening. */
  on<E extends keyof PoolEvents>(event: E, listener: (payload: PoolEvents[E]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /** Settles when no job is waiting or running. New jobs are still taken. */
  async drain(): Promise<void> {
    while (this.#unfinished.size > 0) await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
  }

  stats(): PoolStats {
    const workers = [...this.#workers].map((worker) => worker.stats);
    const queued = this.#queue.size;
    return { queued, running: workers.filter(({ state }) => state === 'busy').length, ...this.#counters, workers };
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

  #startWorker(): void {
    const worker = new WorkerProcess(this.#file, this.#settings, {
      onIdle: () => this.#dispatch(),
      onGone: (gone, death, job) => this.#onWorkerGone(gone, death, job),
    });
    this.#workers.add(worker);
    if (worker.pid !== undefined) this.#events.emit('workerStarted', { pid: worker.pid });
  }

  #dispatch(): void {
    for (const worker of this.#workers) {
      // More than once where an input cannot be sent: then the worker is still idle.
      while (worker.isIdle) {
        const job = this.#queue.take();
        if (job === undefined) return;
        worker.assign(job);
      }
    }
  }

  #hasIdleWorker(): boolean {
    return [...this.#workers].some((worker) => worker.isIdle);
  }

  #abort(job: Job, signal: AbortSignal | undefined): void {
    job.reject(new WorkerError('aborted', `${job.name}: aborted by the caller`, { job: job.name, cause: signal?.reason }));
    this.#queue.prune();
    for (const worker of this.#workers) worker.abort(job);
  }

  #onWorkerGone(worker: WorkerProcess, death: WorkerDeath, job: Job | undefined): void {
    this.#workers.delete(worker);
    const { pid, reason, exitCode, signal } = death;
    if (reason === 'crashed') this.#counters.crashes++;
    if (job !== undefined) this.#settleOrRetry(job, death, worker.jobAgeMs);
    this.#events.emit('workerExited', { pid, reason, exitCode, signal, job: job?.name });
    if (this.#ended === undefined) this.#replace(death, job);
  }

  #settleOrRetry(job: Job, { reason, pid, exitCode, signal, stderr }: WorkerDeath, durationMs: number): void {
    if (job.isSettled) return;
    const { name, attempts } = job;
    if (reason === 'timeout') {
      job.reject(new WorkerError('timeout', `${name}: not done within ${job.timeoutMs} ms; its worker was ended`, { job: name, attempts }));
      return;
    }
    if (reason === 'stopped' || reason === 'aborted') {
      job.reject(this.#endedError(name));
      return;
    }
    attempts.push({ pid, reason, exitCode, signal, stderr, durationMs });
    if (this.#ended !== undefined) job.reject(this.#endedError(name));
    else if (attempts.length >= this.#settings.maxAttempts) this.#quarantine(job);
    else this.#queue.addRetry(job);
  }

  #quarantine(job: Job): void {
    const { name, attempts } = job;
    this.#counters.quarantined++;
    this.#events.emit('jobQuarantined', { job: name, attempts });
    const history = attempts.map(describeAttempt).join('; ');
    const message = `${name}: quarantined, every worker that ran it died (${history})`;
    job.reject(new WorkerError('quarantined', message, { job: name, attempts }));
  }

  /**
   * A death that jobs are to blame for, the one under way or those that have filled its memory, is no reason to wait; any
   * other is answered with growing patience.
   */
  #replace({ reason, jobsDone }: WorkerDeath, job: Job | undefined): void {
    const isByJobs = job !== undefined || (reason === 'memory' && jobsDone > 0);
    const delayMs = isByJobs ? 0 : this.#restartPolicy.delayAfterDeath();
    if (delayMs === undefined) {
      this.#giveUp();
      return;
    }
    this.#counters.restarts++;
    if (delayMs === 0) {
      this.#startWorker();
      return;
    }
    const timer = setTimeout(() => {
      this.#restartTimers.delete(timer);
      this.#startWorker();
    }, delayMs);
    this.#restartTimers.add(timer);
  }

  #giveUp(): void {
    this.#ended = 'restart-limit';
    this.#events.emit('gaveUp', this.#settings.intensity);
    this.#closing ??= this.#endAll();
  }

  async #endAll(): Promise<void> {
    for (const timer of this.#restartTimers) clearTimeout(timer);
    this.#restartTimers.clear();
    const stopped = [...this.#workers].map((worker) => worker.stop());
    for (const job of [...this.#unfinished]) job.reject(this.#endedError(job.name));
    this.#queue.prune();
    await Promise.all(stopped);
  }

  #endedError(job: string): WorkerError {
    if (this.#ended === 'closed') return new WorkerError('closed', `${job}: the pool is closed`, { job });
    const { maxRestarts, withinMs } = this.#settings.intensity;
    const detail = `workers died more than ${maxRestarts} times within ${withinMs} ms without a job to blame`;
    return new WorkerError('restart-limit', `${job}: the pool has given up: ${detail}`, { job });
  }
}

function describeAttempt({ reason, exitCode, signal }: JobAttempt): string {
  return reason === 'crashed' ? (signal ?? `exit code ${exitCode}`) : reason;
}
