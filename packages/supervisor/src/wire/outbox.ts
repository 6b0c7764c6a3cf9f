import type { Job } from '../pool/job.js';
import { pack, sendOrTakeBack, type BufferCarrier } from './buffers.js';
import type { JobEntry, ToWorker } from './messages.js';

type Send = (message: ToWorker) => void;

/** Gathers the jobs that one worker gets in one turn, and sends them as one message. */
export class Outbox {
  readonly #send: Send;
  readonly #onUnsendable: (job: Job, cause: unknown) => void;
  #jobs: Job[] = [];
  /** Set once the worker has said that it takes Buffers beside the messages. */
  buffers: BufferCarrier | undefined;

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
    const { id, name } = job;
    try {
      sendOrTakeBack(this.buffers, () => {
        const { value: input, buffers } = pack(job.input, this.buffers);
        this.#send({ childproof: 'job', id, name, input, attempt: job.attempts.length + 1, ...(buffers && { buffers }) });
      });
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
      sendOrTakeBack(this.buffers, () => this.#send({ childproof: 'jobs', list: jobs.map((job) => toEntry(job, this.buffers)) }));
    } catch {
      // One of them cannot be cloned; which one, each alone will tell.
      for (const job of jobs) this.sendAlone(job);
    }
  }
}

function toEntry({ id, name, input, attempts }: Job, carrier: BufferCarrier | undefined): JobEntry {
  const { value, buffers } = pack(input, carrier);
  return buffers === undefined ? [id, name, value, attempts.length + 1] : [id, name, value, attempts.length + 1, buffers];
}
