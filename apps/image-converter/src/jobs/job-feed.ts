import { EventEmitter } from 'node:events';
import type { ImageJob } from './image-job.js';

/** Live changes of jobs, for the pages that look on. The queue holds the truth; this only saves them from asking. */
export class JobFeed {
  readonly #emitter = new EventEmitter<{ job: [ImageJob, boolean] }>().setMaxListeners(0);
  /** Of jobs that run; the queue does not know how far they are. */
  readonly #progress = new Map<string, number>();

  /** What happens here. */
  publish(job: ImageJob): void {
    this.#emit(job, true);
  }

  /** What another server has told. */
  receive(job: ImageJob): void {
    this.#emit(job, false);
  }

  #emit(job: ImageJob, isOwn: boolean): void {
    if (job.state === 'running') this.#progress.set(job.id, job.progress);
    else this.#progress.delete(job.id);
    this.#emitter.emit('job', job, isOwn);
  }

  withProgress(job: ImageJob): ImageJob {
    const progress = job.state === 'running' ? this.#progress.get(job.id) : undefined;
    return progress === undefined ? job : { ...job, progress };
  }

  /** @param listener `isOwn`: it happened here. @returns A function that ends the subscription. */
  subscribe(listener: (job: ImageJob, isOwn: boolean) => void): () => void {
    this.#emitter.on('job', listener);
    return () => void this.#emitter.off('job', listener);
  }
}
