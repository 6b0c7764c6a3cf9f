import type { Job } from '../pool/job.js';

/**
 * The jobs that a worker has, in the order in which it does them, and the clock of the one that it is at.
 *
 * The clock begins when the job before it is done, not when it was handed over: waiting behind others is not its fault.
 */
export class Assignments {
  readonly #jobs = new Map<number, Job>();
  readonly #onLate: (job: Job) => void;
  #headStartedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param onLate called with the first job when it has had its `timeoutMs`. */
  constructor(onLate: (job: Job) => void) {
    this.#onLate = onLate;
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** Milliseconds since the first job began. */
  get headAgeMs(): number {
    return performance.now() - this.#headStartedAt;
  }

  all(): Job[] {
    return [...this.#jobs.values()];
  }

  head(): Job | undefined {
    return this.#jobs.values().next().value;
  }

  get(id: number): Job | undefined {
    return this.#jobs.get(id);
  }

  add(job: Job): void {
    this.#jobs.set(job.id, job);
    if (this.#jobs.size === 1) this.#beginHead();
  }

  /** The job, if it was here; the next one is then the first. */
  remove(id: number): Job | undefined {
    const job = this.#jobs.get(id);
    if (job === undefined) return undefined;
    const wasHead = job === this.head();
    this.#jobs.delete(id);
    if (wasHead) this.#beginHead();
    return job;
  }

  /** The first job has its time again: it turned out that another one was at work. */
  restartClock(): void {
    this.#beginHead();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #beginHead(): void {
    this.#headStartedAt = performance.now();
    const head = this.head();
    if (head === undefined || head.timeoutMs === Infinity) this.stop();
    // One timer for many short jobs: it looks when it fires whose turn it is by then.
    else if (this.#timer === undefined) this.#wait(head.timeoutMs);
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look(): void {
    this.#timer = undefined;
    const head = this.head();
    if (head === undefined || head.timeoutMs === Infinity) return;
    const leftMs = head.timeoutMs - this.headAgeMs;
    if (leftMs > 0) this.#wait(leftMs);
    else this.#onLate(head);
  }
}
