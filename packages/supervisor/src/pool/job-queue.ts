import type { Job } from './job.js';

/** Waiting jobs, first in, first out; a job whose worker died goes to the front: its caller has waited already. */
export class JobQueue {
  #jobs: (Job | undefined)[] = [];
  #head = 0;
  #retries: Job[] = [];

  get size(): number {
    return this.#jobs.length - this.#head + this.#retries.length;
  }

  add(job: Job): void {
    this.#jobs.push(job);
  }

  addRetry(job: Job): void {
    this.#retries.push(job);
  }

  /** The next job whose caller still waits. */
  take(): Job | undefined {
    for (;;) {
      const job = this.#retries.shift() ?? this.#next();
      if (!job?.isSettled) return job;
    }
  }

  /** Forgets the jobs that were given up meanwhile. */
  prune(): void {
    this.#jobs = this.#jobs.slice(this.#head).filter((job) => job?.isSettled === false);
    this.#head = 0;
    this.#retries = this.#retries.filter((job) => !job.isSettled);
  }

  takeAll(): Job[] {
    const all: Job[] = [];
    for (let job = this.take(); job !== undefined; job = this.take()) all.push(job);
    return all;
  }

  #next(): Job | undefined {
    if (this.#head === this.#jobs.length) return undefined;
    const job = this.#jobs[this.#head];
    this.#jobs[this.#head] = undefined;
    this.#head++;
    // Cut off what is done once it is more than half, so that taking stays constant in time on average.
    if (this.#head * 2 > this.#jobs.length) {
      this.#jobs = this.#jobs.slice(this.#head);
      this.#head = 0;
    }
    return job;
  }
}
