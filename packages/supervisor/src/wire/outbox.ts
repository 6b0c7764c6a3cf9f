import type { Job } from '../pool/job.js';
import type { JobEntry, ToWorker } from './messages.js';

type Send = (message: ToWorker) => void;

/** Gathers the jobs that one worker gets in one turn, and sends them as one message. */
export class Outbox {
  readonly #send: Send;
  readonly #onUnsendable: (job: Job, cause: unknown) => void;
  #jobs: Job[] = [];

  /** @param onUnsendable told of a job whose input cannot be cloned; the worker has not heard of it. */
  constructor(send: Send, onUnsendable: (job: Job, cause: unknown) => void) {
    this.#send = send;
    this.#onUnsendable = onUnsendable;
  }

  add(job: Job): void {
    if (this.#jobs.length === 0) queueMicrotask(() => this.#flush());
    this.#jobs.push(job);
  }

  /** At once: for a worker that does not understand batches. */
  sendAlone(job: Job): void {
    const { id, name, input } = job;
    try {
      this.#send({ childproof: 'job', id, name, input, attempt: job.attempts.length + 1 });
    } catch (cause) {
      this.#onUnsendable(job, cause);
    }
  }

  /** Takes back a job that was not sent yet. */
  takeBack(job: Job): boolean {
    const index = this.#jobs.indexOf(job);
    if (index !== -1) this.#jobs.splice(index, 1);
    return index !== -1;
  }

  #flush(): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    if (jobs.length === 0) return;
    try {
      this.#send({ childproof: 'jobs', list: jobs.map(toEntry) });
    } catch {
      // One of them cannot be cloned; which one, each alone will tell.
      for (const job of jobs) this.sendAlone(job);
    }
  }
}

function toEntry({ id, name, input, attempts }: Job): JobEntry {
  return [id, name, input, attempts.length + 1];
}
