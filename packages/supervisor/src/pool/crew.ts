import type { RestartPolicy } from '../restart/restart-policy.js';
import type { WorkerDeath } from '../pool-worker/worker-death.js';
import { PoolWorker } from '../pool-worker/pool-worker.js';
import type { PoolSettings } from './pool-settings.js';

export interface CrewListener {
  /** A worker can take a job. */
  onFree(worker: PoolWorker): void;
  onStarted(worker: PoolWorker): void;
  onGone(worker: PoolWorker, death: WorkerDeath): void;
  /** Workers died too often without a job to blame. */
  onGivenUp(): void;
}

/** Until the place of a spare is filled again. */
const SPARE_DELAY_MS = 20;

/** The workers of a pool: how many there are, and who takes the place of whom. */
export class Crew {
  readonly counters = { crashes: 0, restarts: 0, recycled: 0 };
  readonly #file: string;
  readonly #settings: PoolSettings;
  readonly #restartPolicy: RestartPolicy;
  readonly #listener: CrewListener;
  readonly #active = new Set<PoolWorker>();
  /** Started, and kept back until one of the active ones is gone. */
  readonly #spares = new Set<PoolWorker>();
  readonly #restartTimers = new Set<NodeJS.Timeout>();
  readonly #spareTimers = new Set<NodeJS.Timeout>();
  readonly #ageTimers = new Map<PoolWorker, NodeJS.Timeout>();
  readonly #idleSince = new Map<PoolWorker, number>();
  readonly #idleTimer: NodeJS.Timeout | undefined;
  readonly #readyWaiters: (() => void)[] = [];
  #closed = false;

  constructor(file: string, settings: PoolSettings, restartPolicy: RestartPolicy, listener: CrewListener) {
    this.#file = file;
    this.#settings = settings;
    this.#restartPolicy = restartPolicy;
    this.#listener = listener;
    const { min, max, idleMs } = settings.size;
    for (let count = 0; count < min; count++) this.#active.add(this.#start());
    for (let count = 0; count < settings.hotSpares; count++) this.#spares.add(this.#start());
    if (max > min && idleMs !== Infinity) this.#idleTimer = setInterval(() => this.#shrink(), Math.max(1, idleMs / 2));
  }

  all(): PoolWorker[] {
    return [...this.#active, ...this.#spares];
  }

  /** The worker with room that has the least to do. */
  free(): PoolWorker | undefined {
    let best: PoolWorker | undefined;
    for (const worker of this.#active) {
      if (worker.room > 0 && (best === undefined || worker.load < best.load)) best = worker;
      if (best?.load === 0) return best;
    }
    return best;
  }

  /** More work than workers: one more, if there may be. */
  grow(waiting: number): void {
    const { min, max } = this.#settings.size;
    if (this.#closed || min === max) return;
    const staying = [...this.#active].filter(({ retires }) => !retires);
    const starting = staying.filter(({ isStarting }) => isStarting).length;
    if (starting >= waiting || staying.length + this.#restartTimers.size >= max) return;
    this.#active.add(this.#takeSpare() ?? this.#start());
  }

  /** Replaces every worker, one by one: a new one is ready before an old one gets no more work. */
  async reload(): Promise<void> {
    for (const spare of this.#spares) void spare.stop(); // their places are filled with new ones
    for (const old of [...this.#active]) {
      if (this.#closed || !this.#active.has(old)) continue;
      const fresh = this.#start();
      this.#active.add(fresh);
      await this.#untilReady(fresh);
      await this.#recycle(old, false);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#idleTimer);
    for (const timer of [...this.#restartTimers, ...this.#spareTimers]) clearTimeout(timer);
    await Promise.all(this.all().map((worker) => worker.stop()));
  }

  #start(): PoolWorker {
    const worker: PoolWorker = new PoolWorker(this.#file, this.#settings, {
      onFree: () => this.#onFree(worker),
      onGone: (_, death) => this.#onGone(worker, death),
    });
    if (this.#settings.maxWorkerAgeMs !== Infinity) {
      this.#ageTimers.set(worker, setTimeout(() => void this.#recycle(worker, true), this.#settings.maxWorkerAgeMs));
    }
    this.#listener.onStarted(worker);
    return worker;
  }

  #onFree(worker: PoolWorker): void {
    for (const told of this.#readyWaiters.splice(0)) told();
    if (!this.#active.has(worker)) return;
    if (worker.jobsDone >= this.#settings.maxJobsPerWorker) void this.#recycle(worker, true);
    else this.#listener.onFree(worker);
    if (worker.isIdle) this.#idleSince.set(worker, performance.now());
    else this.#idleSince.delete(worker);
  }

  /** By plan, not by death: it ends when it has done what it has. */
  async #recycle(worker: PoolWorker, needsReplacement: boolean): Promise<void> {
    if (this.#closed || worker.retires) return;
    this.counters.recycled++;
    const isActive = this.#active.has(worker);
    worker.retire();
    if (needsReplacement) (isActive ? this.#active : this.#spares).add((isActive ? this.#takeSpare() : undefined) ?? this.#start());
    await worker.gone;
  }

  #onGone(worker: PoolWorker, death: WorkerDeath): void {
    clearTimeout(this.#ageTimers.get(worker));
    this.#ageTimers.delete(worker);
    this.#idleSince.delete(worker);
    const wasSpare = this.#spares.delete(worker);
    this.#active.delete(worker);
    for (const told of this.#readyWaiters.splice(0)) told();
    if (death.reason === 'crashed') this.counters.crashes++;
    this.#listener.onGone(worker, death);
    if (this.#closed || worker.retires) return;
    if (wasSpare && death.reason === 'stopped') this.#spares.add(this.#start());
    else this.#replace(death, wasSpare);
  }

  /**
   * A death that jobs are to blame for, the one under way or those that have filled its memory, is no reason to wait; any
   * other is answered with growing patience.
   */
  #replace({ reason, running, jobsDone }: WorkerDeath, wasSpare: boolean): void {
    const isByJobs = running !== undefined || (reason === 'memory' && jobsDone > 0);
    const delayMs = isByJobs ? 0 : this.#restartPolicy.delayAfterDeath();
    if (delayMs === undefined) {
      this.#listener.onGivenUp();
      return;
    }
    this.counters.restarts++;
    const spare = wasSpare ? undefined : this.#takeSpare();
    if (spare !== undefined) this.#active.add(spare);
    const into = wasSpare ? this.#spares : this.#active;
    if (spare !== undefined) this.#listener.onFree(spare);
    if (spare !== undefined) return; // its own place is filled by #takeSpare
    if (delayMs === 0) {
      into.add(this.#start());
      return;
    }
    this.#later(this.#restartTimers, delayMs, () => into.add(this.#start()));
  }

  #later(timers: Set<NodeJS.Timeout>, delayMs: number, start: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      start();
    }, delayMs);
    timers.add(timer);
  }

  /** A spare, ready if there is one, with another started in its place. */
  #takeSpare(): PoolWorker | undefined {
    const spares = [...this.#spares].filter(({ retires }) => !retires);
    const spare = spares.find(({ isReady }) => isReady) ?? spares[0];
    if (spare === undefined) return undefined;
    this.#spares.delete(spare);
    // Who takes a spare is in a hurry: starting another takes this process some milliseconds, and the new one a processor.
    this.#later(this.#spareTimers, SPARE_DELAY_MS, () => {
      if (this.#spares.size < this.#settings.hotSpares) this.#spares.add(this.#start());
    });
    return spare;
  }

  #shrink(): void {
    const { min, idleMs } = this.#settings.size;
    let staying = [...this.#active].filter(({ retires }) => !retires).length;
    for (const [worker, since] of this.#idleSince) {
      if (staying <= min) return;
      if (!worker.isIdle || worker.retires || performance.now() - since < idleMs) continue;
      worker.retire();
      staying--;
    }
  }

  async #untilReady(worker: PoolWorker): Promise<void> {
    while (worker.isStarting && !this.#closed) await new Promise<void>((resolve) => this.#readyWaiters.push(resolve));
    if (!worker.isReady && !this.#closed) throw new Error('the new worker ended before it was ready');
  }
}
