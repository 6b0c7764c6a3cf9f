import { WorkerError } from '../errors/worker-error.js';
import { Heartbeat } from '../health/heartbeat.js';
import { watchMemory } from '../health/memory-watch.js';
import { residentBytes } from '../platform/resident-bytes.js';
import type { Job } from '../pool/job.js';
import type { PoolSettings } from '../pool/pool-settings.js';
import type { WorkerStats } from '../pool/stats.js';
import { isFromWorker, type FromWorker, type ToWorker } from '../wire/messages.js';
import { fromWireError } from '../wire/wire-error.js';
import { channelClosed } from './channel-closed.js';
import { startProgram, type WorkerExit, type WorkerProgram } from './start-program.js';
import type { DeathReason, WorkerDeath } from './worker-death.js';

/** What the pool is told by a worker. */
export interface WorkerListener {
  /** The worker can take a job: it has started, or has finished one. */
  onIdle(worker: WorkerProcess): void;
  /** The worker is gone; `job` is the one that it had not finished. */
  onGone(worker: WorkerProcess, death: WorkerDeath, job: Job | undefined): void;
}

/** One worker process, from its start until it is gone, with at most one job at a time. */
export class WorkerProcess {
  readonly #settings: PoolSettings;
  readonly #listener: WorkerListener;
  readonly #program: WorkerProgram;
  readonly #startedAt = performance.now();
  readonly #gone: Promise<void>;
  readonly #heartbeat: Heartbeat | undefined;
  readonly #stopMemoryWatch: () => void;
  #startTimer: NodeJS.Timeout | undefined;
  #jobTimer: NodeJS.Timeout | undefined;
  #state: WorkerStats['state'] = 'starting';
  #job: Job | undefined;
  #jobStartedAt = 0;
  #jobsDone = 0;
  /** Why the pool is ending it; a worker that ends without has crashed. */
  #endReason: DeathReason | undefined;

  constructor(file: string, settings: PoolSettings, listener: WorkerListener) {
    this.#settings = settings;
    this.#listener = listener;
    this.#program = startProgram(file, settings);
    this.#program.ipc?.on('message', (message) => {
      if (isFromWorker(message)) this.#receive(message);
    });
    // Its exit is reported later, by up to a second where a descendant holds its output open: no job for it until then.
    this.#program.ipc?.on('disconnect', () => {
      if (this.#state !== 'busy') this.#state = 'ending';
    });
    this.#heartbeat =
      settings.heartbeat === false
        ? undefined
        : new Heartbeat(settings.heartbeat, (id) => this.#send({ childproof: 'ping', id }), () => this.#kill('unhealthy'));
    const { pid } = this.#program;
    this.#stopMemoryWatch =
      pid === undefined ? () => {} : watchMemory(pid, settings.memoryLimitBytes, () => this.#kill('memory'));
    if (settings.startTimeoutMs !== Infinity) {
      this.#startTimer = setTimeout(() => this.#kill('unhealthy'), settings.startTimeoutMs);
    }
    this.#gone = this.#untilGone();
  }

  get pid(): number | undefined {
    return this.#program.pid;
  }

  get isIdle(): boolean {
    return this.#state === 'idle';
  }

  get stats(): WorkerStats {
    const { pid } = this.#program;
    return {
      pid,
      state: this.#state,
      jobs: this.#jobsDone,
      rssBytes: pid === undefined || this.#state === 'gone' ? undefined : residentBytes(pid),
      uptimeMs: performance.now() - this.#startedAt,
    };
  }

  /** Milliseconds since the current job was handed over. */
  get jobAgeMs(): number {
    return performance.now() - this.#jobStartedAt;
  }

  assign(job: Job): void {
    this.#state = 'busy';
    this.#job = job;
    this.#jobStartedAt = performance.now();
    if (job.timeoutMs !== Infinity) this.#jobTimer = setTimeout(() => this.#end('timeout'), job.timeoutMs);
    const { id, name, input } = job;
    try {
      this.#send({ childproof: 'job', id, name, input, attempt: job.attempts.length + 1 });
    } catch (cause) {
      // The input cannot be cloned: that is the caller's mistake, and the worker has not heard of the job.
      job.reject(new WorkerError('job', `${name}: the input cannot be sent to a worker: ${String(cause)}`, { job: name, cause }));
      clearTimeout(this.#jobTimer);
      this.#job = undefined;
      this.#state = 'idle'; // and the pool, whose call this is, goes on with its next job
    }
  }

  /** The caller has given up: tell the job, and if it does not stop, end the worker. */
  abort(job: Job): void {
    if (this.#job !== job || this.#state !== 'busy') return;
    this.#send({ childproof: 'abort', id: job.id });
    clearTimeout(this.#jobTimer);
    this.#jobTimer = setTimeout(() => this.#end('aborted'), this.#settings.stopGraceMs);
  }

  /** Ends the worker: asks by message, after `stopGraceMs` by SIGTERM, after as long again by SIGKILL. */
  async stop(): Promise<void> {
    if (this.#endReason === undefined) {
      this.#endReason = 'stopped';
      this.#state = 'ending';
      this.#send({ childproof: 'stop' });
      const timer = setTimeout(() => void this.#program.terminate(), this.#settings.stopGraceMs);
      await this.#gone;
      clearTimeout(timer);
    }
    await this.#gone;
  }

  #receive(message: FromWorker): void {
    switch (message.childproof) {
      case 'ready':
        if (this.#state !== 'starting') return;
        clearTimeout(this.#startTimer);
        this.#heartbeat?.start();
        this.#becomeIdle();
        return;
      case 'pong':
        this.#heartbeat?.answered(message.id);
        return;
      case 'progress':
        if (this.#job?.id === message.id && !this.#job.isSettled) this.#job.onProgress?.(message.value);
        return;
      case 'result':
        if (this.#job?.id !== message.id) return;
        this.#job.resolve(message.output);
        this.#finishJob();
        return;
      case 'error': {
        const job = this.#job;
        if (job?.id !== message.id) return;
        const cause = fromWireError(message.error);
        job.reject(new WorkerError('job', `${job.name}: ${cause.message}`, { job: job.name, cause, attempts: job.attempts }));
        this.#finishJob();
        return;
      }
    }
  }

  #finishJob(): void {
    clearTimeout(this.#jobTimer);
    this.#job = undefined;
    this.#jobsDone++;
    if (this.#state !== 'busy') return;
    if (this.#program.ipc?.connected === true) this.#becomeIdle();
    else this.#state = 'ending';
  }

  #becomeIdle(): void {
    this.#state = 'idle';
    this.#listener.onIdle(this);
  }

  #send(message: ToWorker): void {
    const channel = this.#program.ipc;
    // An error here means that the worker is dying, and its end is what counts.
    if (channel?.connected === true) channel.send(message, () => {});
  }

  /** Ends a worker that may still clean up. */
  #end(reason: DeathReason, graceMs?: number): void {
    if (this.#endReason !== undefined) return;
    this.#endReason = reason;
    this.#state = 'ending';
    void this.#program.terminate(graceMs === undefined ? {} : { graceMs });
  }

  /** Ends a worker that is beyond cleaning up. */
  #kill(reason: DeathReason): void {
    this.#end(reason, 0);
  }

  async #untilGone(): Promise<void> {
    const exit: WorkerExit = await this.#program;
    this.#heartbeat?.stop();
    this.#stopMemoryWatch();
    clearTimeout(this.#startTimer);
    this.#state = 'ending';
    // What it had sent before it died still counts, and may arrive after the exit.
    await channelClosed(this.#program.ipc);
    clearTimeout(this.#jobTimer);
    this.#state = 'gone';
    const { pid, exitCode, signal } = exit;
    const reason = this.#endReason ?? 'crashed';
    const stderr = exit.stderr ?? '';
    this.#listener.onGone(this, { reason, pid, exitCode, signal, stderr, jobsDone: this.#jobsDone }, this.#job);
  }
}
