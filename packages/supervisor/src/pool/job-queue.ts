import { Fifo } from '../fifo.js';
import type { Job } from './job.js';

/**
 * Waiting jobs: a higher priority first, in each priority first in, first out.
 *
 * Before all of them come jobs whose worker has died: their callers have waited already.
 */
export class JobQueue {
  readonly #returned = new Fifo<Job>();
  readonly #byPriority = new Map<number, Fifo<Job>>();
  /** Highest first. */
  #priorities: number[] = [];
  #size = 0;

  get size(): number {
    return this.#size + this.#returned.size;
  }

  add(job: Job): void {
    this.#of(job.priority).add(job);
    this.#size++;
  }

  /** A job that a worker had, and another is to get. */
  addReturned(job: Job): void {
    this.#returned.add(job);
  }

  /** The next job whose caller still waits. */
  take(): Job | undefined {
    for (;;) {
      const job = this.#returned.take() ?? this.#takeByPriority();
      if (job?.isSettled !== true) return job;
    }
  }

  /** Forgets the jobs that were given up meanwhile. */
  prune(): void {
    const isWaiting = (job: Job): boolean => !job.isSettled;
    this.#returned.keep(isWaiting);
    this.#size = 0;
    for (const fifo of this.#byPriority.values()) {
      fifo.keep(isWaiting);
      this.#size += fifo.size;
    }
  }

  takeAll(): Job[] {
    const all: Job[] = [];
    for (let job = this.take(); job !== undefined; job = this.take()) all.push(job);
    return all;
  }

  #of(priority: number): Fifo<Job> {
    const known = this.#byPriority.get(priority);
    if (known !== undefined) return known;
    const fifo = new Fifo<Job>();
    this.#byPriority.set(priority, fifo);
    this.#priorities = [...this.#byPriority.keys()].sort((a, b) => b - a);
    return fifo;
  }

  #takeByPriority(): Job | undefined {
    for (const priority of this.#priorities) {
      const job = this.#byPriority.get(priority)!.take();
      if (job === undefined) continue;
      this.#size--;
      return job;
    }
    return undefined;
  }
}
