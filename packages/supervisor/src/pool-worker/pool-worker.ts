import { WorkerError } from '../errors/worker-error.js';
import { Heartbeat } from '../health/heartbeat.js';
import { watchMemory } from '../health/memory-watch.js';
import { afterTurns } from '../health/after-turns.js';
import type { Job } from '../pool/job.js';
import type { PoolSettings } from '../pool/pool-settings.js';
import type { WorkerStats } from '../pool/stats.js';
import { createRuntime } from '../runtime/create-runtime.js';
import type { Runtime } from '../runtime/runtime.js';
import { unpack, type CarriedBuffer } from '../wire/buffers.js';
import { isFromWorker, type FromWorker } from '../wire/messages.js';
import { Outbox } from '../wire/outbox.js';
import { fromWireError } from '../wire/wire-error.js';
import { Assignments } from './assignments.js';
import type { DeathReason, WorkerDeath } from './worker-death.js';

/** What the pool is told by a worker. */
export interface WorkerListener {
  /** The worker can take a job: it has started, or has finished one. */
  onFree(worker: PoolWorker): void;
  onGone(worker: PoolWorker, death: WorkerDeath): void;
}

/** One worker of a pool, from its start until it is gone. */
export class PoolWorker {
  readonly #settings: PoolSettings;
  readonly #listener: WorkerListener;
  readonly #runtime: Runtime;
  readonly #outbox: Outbox;
  readonly #jobs = new Assignments((job) => this.#onLate(job));
  readonly #startedAt = performance.now();
  /** Settles when it is gone. */
  readonly gone: Promise<void>;
  readonly #heartbeat: Heartbeat | undefined;
  readonly #stopMemoryWatch: () => void;
  #startTimer: NodeJS.Timeout | undefined;
  #abortTimer: NodeJS.Timeout | undefined;
  #state: 'starting' | 'ready' | 'ending' | 'gone' = 'starting';
  /** Id of a job that had begun although the pool still waited for one before it. */
  #blocker: number | undefined;
  #batches = false;
  #retires = false;
  #jobsDone = 0;
  /** Why the pool is ending it; a worker that ends without has crashed. */
  #endReason: DeathReason | undefined;

  constructor(file: string, settings: PoolSettings, listener: WorkerListener) {
    this.#settings = settings;
    this.#listener = listener;
    this.#runtime = createRuntime(file, settings, {
      onMessage: (message) => {
        if (isFromWorker(message)) this.#receive(message);
      },
      onDisconnect: () => {
        if (this.#state !== 'gone') this.#state = 'ending'; // no job for it
      },
    });
    this.#outbox = new Outbox((message) => this.#runtime.send(message), (job, cause) => this.#onUnsendable(job, cause));
    const { heartbeat, memoryLimitBytes, startTimeoutMs } = settings;
    const ping = (id: number): void => this.#runtime.send({ childproof: 'ping', id });
    this.#heartbeat = heartbeat === false ? undefined : new Heartbeat(heartbeat, ping, () => this.#end('unhealthy', 0));
    this.#stopMemoryWatch = watchMemory(() => this.#runtime.rssBytes(), memoryLimitBytes, () => this.#end('memory', 0));
    if (startTimeoutMs !== Infinity) {
      // While this process was blocked, the worker may have said that it is ready without anybody hearing it.
      this.#startTimer = setTimeout(() => afterTurns(() => this.#state === 'starting' && this.#end('unhealthy', 0)), startTimeoutMs);
    }
    this.gone = this.#untilGone();
  }

  get pid(): number | undefined {
    return this.#runtime.pid;
  }

  get threadId(): number | undefined {
    return this.#runtime.threadId;
  }

  /** Jobs that it has. */
  get load(): number {
    return this.#jobs.size;
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  get isStarting(): boolean {
    return this.#state === 'starting';
  }

  get isIdle(): boolean {
    return this.isReady && this.load === 0;
  }

  /** It gets no new job, and ends when it has none. */
  get retires(): boolean {
    return this.#retires;
  }

  /** How many jobs it can take on top of those that it has. */
  get room(): number {
    if (this.#state !== 'ready' || this.#retires) return 0;
    return (this.#batches ? this.#settings.prefetch : 1) - this.load;
  }

  get jobsDone(): number {
    return this.#jobsDone;
  }

  get ageMs(): number {
    return performance.now() - this.#startedAt;
  }

  get stats(): WorkerStats {
    const state = this.#state === 'ready' ? (this.load > 0 ? 'busy' : 'idle') : this.#state;
    const usage = this.#runtime.usage();
    return {
      pid: this.pid,
      threadId: this.threadId,
      state,
      jobs: this.#jobsDone,
      assigned: this.load,
      rssBytes: usage?.rssBytes,
      peakRssBytes: usage?.peakRssBytes,
      cpuMs: usage?.cpuMs,
      eventLoopDelayMs: this.#heartbeat?.delayMs,
      uptimeMs: this.ageMs,
    };
  }

  jobs(): readonly Job[] {
    return this.#jobs.all();
  }

  assign(job: Job): void {
    this.#jobs.add(job);
    if (this.#batches) this.#outbox.add(job);
    else this.#outbox.sendAlone(job);
  }

  /** The caller has given up: tell the job, and if it runs and does not stop, end the worker. */
  abort(job: Job): void {
    if (this.#jobs.get(job.id) !== job || this.#state !== 'ready') return;
    if (this.#outbox.takeBack(job)) {
      this.#jobs.remove(job.id);
      return;
    }
    this.#runtime.send({ childproof: 'abort', id: job.id });
    if (this.#jobs.head() !== job) return; // it stands behind another, and will not begin
    clearTimeout(this.#abortTimer);
    this.#abortTimer = setTimeout(() => {
      if (this.#jobs.head() === job) this.#end('aborted');
    }, this.#settings.stopGraceMs);
  }

  /** Takes no new job, and ends when it has done those that it has. */
  retire(): void {
    this.#retires = true;
    if (this.load === 0) void this.stop();
  }

  /** Ends the worker: asks by message, after `stopGraceMs` by SIGTERM, after as long again by SIGKILL. */
  async stop(): Promise<void> {
    if (this.#endReason === undefined) {
      this.#endReason = 'stopped';
      this.#state = 'ending';
      this.#runtime.send({ childproof: 'stop' });
      const { stopGraceMs } = this.#settings;
      const timer = setTimeout(() => this.#runtime.terminate(stopGraceMs), stopGraceMs);
      await this.gone;
      clearTimeout(timer);
    }
    await this.gone;
  }

  #receive(message: FromWorker): void {
    switch (message.childproof) {
      case 'ready':
        if (this.#state !== 'starting') return;
        clearTimeout(this.#startTimer);
        this.#batches = message.batches === true;
        if (message.buffers === true) this.#outbox.buffers = this.#runtime.buffers;
        this.#state = 'ready';
        this.#heartbeat?.start();
        this.#listener.onFree(this);
        return;
      case 'results':
        for (const [id, output, buffers] of message.list) this.#succeeded(id, output, buffers);
        this.#afterJobs();
        return;
      case 'result':
        this.#succeeded(message.id, message.output, message.buffers);
        this.#afterJobs();
        return;
      case 'error': {
        const job = this.#finished(message.id);
        const cause = fromWireError(message.error);
        job?.reject(new WorkerError('job', `${job.name}: ${cause.message}`, { job: job.name, cause, attempts: job.attempts }));
        this.#afterJobs();
        return;
      }
      case 'dropped':
        this.#jobs.remove(message.id);
        this.#afterJobs();
        return;
      case 'progress': {
        const job = this.#jobs.get(message.id);
        if (job?.isSettled === false) job.onProgress?.(message.value);
        return;
      }
      case 'pong':
        this.#heartbeat?.answered(message.id);
        return;
    }
  }

  #succeeded(id: number, output: unknown, buffers: readonly CarriedBuffer[] | undefined): void {
    // Taken also for a job that nobody waits for: pieces are taken in their order.
    const value = buffers === undefined ? output : unpack(output, buffers, this.#runtime.buffers);
    this.#finished(id)?.resolve(value);
  }

  #finished(id: number): Job | undefined {
    const job = this.#jobs.remove(id);
    if (job !== undefined) this.#jobsDone++;
    return job;
  }

  #afterJobs(): void {
    if (this.#state !== 'ready') return;
    if (!this.#runtime.connected) this.#state = 'ending';
    else if (!this.#retires) this.#listener.onFree(this);
    else if (this.load === 0) void this.stop();
  }

  /** The input cannot be cloned: that is the caller's mistake, and the worker has not heard of the job. */
  #onUnsendable(job: Job, cause: unknown): void {
    this.#jobs.remove(job.id);
    job.reject(new WorkerError('job', `${job.name}: the input cannot be sent to a worker: ${String(cause)}`, { job: job.name, cause }));
    // Later, for it may be the pool's own call that is still under way.
    queueMicrotask(() => this.#afterJobs());
  }

  #onLate(job: Job): void {
    const begun = this.#runtime.lastBegun();
    // It is done, and its result waits behind a job that blocks the worker: that one has its own time, once.
    if (begun !== undefined && begun !== job.id && begun !== this.#blocker && this.#jobs.get(begun) !== undefined) {
      this.#blocker = begun;
      this.#jobs.restartClock();
    } else this.#end('timeout');
  }

  /** @param graceMs 0 for a worker that is beyond cleaning up. */
  #end(reason: DeathReason, graceMs: number = this.#settings.stopGraceMs): void {
    if (this.#endReason !== undefined) return;
    this.#endReason = reason;
    this.#state = 'ending';
    this.#runtime.terminate(graceMs);
  }

  async #untilGone(): Promise<void> {
    const { exitCode, signal, stderr } = await this.#runtime.exited;
    this.#heartbeat?.stop();
    this.#stopMemoryWatch();
    clearTimeout(this.#startTimer);
    clearTimeout(this.#abortTimer);
    this.#jobs.stop();
    this.#state = 'gone';
    const begun = this.#batches ? this.#runtime.lastBegun() : this.#jobs.head()?.id;
    this.#runtime.release();
    const running = begun === undefined ? this.#jobs.head() : this.#jobs.get(begun);
    const others = this.#jobs.all().filter((job) => job !== running);
    const reason = this.#endReason ?? 'crashed';
    const runningMs = this.#jobs.headAgeMs;
    this.#listener.onGone(this, { reason, pid: this.pid, exitCode, signal, stderr, jobsDone: this.#jobsDone, running, runningMs, others });
  }
}
