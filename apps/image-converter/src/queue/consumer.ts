import { setTimeout as sleep } from 'node:timers/promises';
import type { FailedAttempt, ImageJobOutcome } from '../jobs/image-job.js';
import type { ImageQueue, TakenJob } from './image-queue.js';

/** What a handler made of a job. */
export type Handled =
  | ImageJobOutcome & { readonly attempts?: readonly FailedAttempt[] }
  | { readonly status: 'retry'; readonly delayMs: number; readonly attempts?: readonly FailedAttempt[]; readonly setbacks?: number }
  /** Not tried to the end. */
  | { readonly status: 'given-back' }
  | { readonly status: 'cancelled' };

export interface ConsumerOptions {
  /** Jobs that are done at a time. */
  readonly concurrency: number;
  /** Milliseconds between two looks into an empty queue. */
  readonly pollMs: number;
  /**
   * @param signal Aborted when the job is no longer ours, or was cancelled.
   * @param halfDone To be called when the next job may be fetched, so that nobody waits for the database when this one is done.
   */
  handle(job: TakenJob, signal: AbortSignal, halfDone: () => void): Promise<Handled>;
  /** Called when the queue has taken note; not for what was no longer ours. */
  onHandled(job: TakenJob, handled: Handled): void;
  onError(error: unknown): void;
}

interface RunningJob {
  readonly abort: AbortController;
  isHalfDone: boolean;
  done?: Promise<void>;
}

const KEEP_LEASES_MS = 5_000;

/** Takes jobs from the queue as fast as they can be done, and never more. */
export class Consumer {
  readonly #queue: ImageQueue;
  readonly #options: ConsumerOptions;
  readonly #running = new Map<TakenJob, RunningJob>();
  readonly #retries = new Set<NodeJS.Timeout>();
  readonly #stopping = new AbortController();
  readonly #leaseTimer: NodeJS.Timeout;
  readonly #loop: Promise<void>;
  #wake = new AbortController();

  constructor(queue: ImageQueue, options: ConsumerOptions) {
    this.#queue = queue;
    this.#options = options;
    this.#leaseTimer = setInterval(() => void this.#keepLeases(), KEEP_LEASES_MS);
    this.#loop = this.#run();
  }

  /** There is something new in the queue. */
  wake(): void {
    this.#wake.abort();
  }

  /** Ends a job that was cancelled, if it is here. */
  abort(id: string): void {
    for (const [job, { abort }] of this.#running) if (job.id === id) abort.abort();
  }

  /** Takes no more jobs; settles when the running ones are done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#loop;
    await Promise.all([...this.#running.values()].map(async ({ done }) => done));
    clearInterval(this.#leaseTimer);
    for (const timer of this.#retries) clearTimeout(timer);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // Before the look, so that what is added while it lasts is not slept over.
      this.#wake = new AbortController();
      try {
        const free = this.#free();
        const { concurrency } = this.#options;
        const isIdle = this.#running.size < concurrency;
        // Ahead only several at a time: one by one, asking for them would cost as much as noting that they are done.
        const jobs = isIdle || free >= concurrency / 2 ? await this.#queue.take(free) : [];
        for (const job of jobs) this.#start(job);
        if (jobs.length === 0) await this.#pause();
      } catch (error) {
        this.#options.onError(error);
        await this.#pause();
      }
    }
  }

  /** How many may be taken: what is only waited for here would be missed by another server that has nothing to do. */
  #free(): number {
    const { concurrency } = this.#options;
    const halfDone = [...this.#running.values()].filter(({ isHalfDone }) => isHalfDone).length;
    return concurrency - (this.#running.size - halfDone);
  }

  /** Until something is added, a job is done, or it is time to look again. */
  async #pause(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    await sleep(this.#options.pollMs, undefined, { signal: this.#wake.signal }).catch(() => {});
  }

  #start(job: TakenJob): void {
    const entry: RunningJob = { abort: new AbortController(), isHalfDone: false };
    this.#running.set(job, entry);
    const halfDone = (): void => {
      if (entry.isHalfDone) return;
      entry.isHalfDone = true;
      this.wake();
    };
    entry.done = this.#work(job, entry.abort.signal, halfDone)
      .catch((error: unknown) => this.#options.onError(error))
      .finally(() => {
        this.#running.delete(job);
        this.wake();
      });
  }

  async #work(job: TakenJob, signal: AbortSignal, halfDone: () => void): Promise<void> {
    const handled = await this.#options.handle(job, signal, halfDone);
    if (await this.#settle(job, handled)) this.#options.onHandled(job, handled);
  }

  async #settle(job: TakenJob, handled: Handled): Promise<boolean> {
    switch (handled.status) {
      case 'cancelled':
        return true; // the queue has known it first
      case 'given-back':
        await this.#queue.giveBack([job]);
        return true;
      case 'retry': {
        const { delayMs, attempts, setbacks } = handled;
        const history = { ...(attempts === undefined ? {} : { attempts }), ...(setbacks === undefined ? {} : { setbacks }) };
        const isOurs = await this.#queue.retryLater(job, delayMs, history);
        if (isOurs) this.#wakeAfter(delayMs);
        return isOurs;
      }
      default: {
        const { attempts, ...outcome } = handled;
        return this.#queue.finish(attempts === undefined ? job : { ...job, attempts }, outcome);
      }
    }
  }

  #wakeAfter(delayMs: number): void {
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      this.wake();
    }, delayMs);
    this.#retries.add(timer);
  }

  async #keepLeases(): Promise<void> {
    try {
      const lost = await this.#queue.keep([...this.#running.keys()]);
      for (const job of lost) this.#running.get(job)?.abort.abort();
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
