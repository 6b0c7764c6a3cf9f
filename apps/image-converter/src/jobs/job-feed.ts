import { EventEmitter } from 'node:events';
import type { ImageJob } from './image-job.js';

/** Live changes of jobs, for the pages that look on. The queue holds the truth; this only saves them from asking. */
export class JobFeed {
  readonly #emitter = new EventEmitter<{ job: [ImageJob] }>().setMaxListeners(0);
  /** Of jobs that run here; the queue does not know how far they are. */
  readonly #progress = new Map<string, number>();

  publish(job: ImageJob): void {
    if (job.state === 'running') this.#progress.set(job.id, job.progress);
    else this.#progress.delete(job.id);
    this.#emitter.emit('job', job);
  }

  withProgress(job: ImageJob): ImageJob {
    const progress = job.state === 'running' ? this.#progress.get(job.id) : undefined;
    return progress === undefined ? job : { ...job, progress };
  }

  /** @returns A function that ends the subscription. */
  subscribe(listener: (job: ImageJob) => void): () => void {
    this.#emitter.on('job', listener);
    return () => void this.#emitter.off('job', listener);
  }
}
