import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageJobOutcome } from './image-job.js';
import type { ImageQueue, TakenJob } from './image-queue.js';

/** Does a job; `undefined` means that it was not tried to the end and is to be given back. */
export type JobHandler = (job: TakenJob) => Promise<ImageJobOutcome | undefined>;

export interface ConsumerOptions {
  /** Jobs at a time. */
  readonly concurrency: number;
  /** Milliseconds between two looks into an empty queue. */
  readonly pollMs: number;
  onError(error: unknown): void;
}

const KEEP_LEASES_MS = 5_000;

/** Takes jobs from the queue as fast as they can be done, and never more. */
export class Consumer {
  readonly #queue: ImageQueue;
  readonly #handle: JobHandler;
  readonly #options: ConsumerOptions;
  readonly #running = new Map<TakenJob, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #leaseTimer: NodeJS.Timeout;
  readonly #loop: Promise<void>;
  #wake = new AbortController();

  constructor(queue: ImageQueue, handle: JobHandler, options: ConsumerOptions) {
    this.#queue = queue;
    this.#handle = handle;
    this.#options = options;
    this.#leaseTimer = setInterval(() => {
      this.#queue.keep([...this.#running.keys()]).catch((error: unknown) => options.onError(error));
    }, KEEP_LEASES_MS);
    this.#loop = this.#run();
  }

  /** There is something new in the queue. */
  wake(): void {
    this.#wake.abort();
  }

  /** Takes no more jobs; settles when the running ones are done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#loop;
    await Promise.all(this.#running.values());
    clearInterval(this.#leaseTimer);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // Before the look, so that what is added while it lasts is not slept over.
      this.#wake = new AbortController();
      try {
        const free = this.#options.concurrency - this.#running.size;
        const jobs = free > 0 ? await this.#queue.take(free) : [];
        for (const job of jobs) this.#start(job);
        if (jobs.length === 0) await this.#pause();
      } catch (error) {
        this.#options.onError(error);
        await this.#pause();
      }
    }
  }

  /** Until something is added, a job is done, or it is time to look again. */
  async #pause(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    await sleep(this.#options.pollMs, undefined, { signal: this.#wake.signal }).catch(() => {});
  }

  #start(job: TakenJob): void {
    const done = this.#work(job)
      .catch((error: unknown) => this.#options.onError(error))
      .finally(() => {
        this.#running.delete(job);
        this.wake();
      });
    this.#running.set(job, done);
  }

  async #work(job: TakenJob): Promise<void> {
    const outcome = await this.#handle(job);
    if (outcome === undefined) await this.#queue.giveBack([job]);
    else await this.#queue.finish(job, outcome);
  }
}
