import { EventEmitter } from 'node:events';
import type { ImageJob } from '../queue/image-job.js';

/** Live changes of jobs, for the pages that look on. The queue holds the truth; this only saves them from asking. */
export class JobFeed {
  readonly #emitter = new EventEmitter<{ job: [ImageJob] }>().setMaxListeners(0);

  publish(job: ImageJob): void {
    this.#emitter.emit('job', job);
  }

  /** @returns A function that ends the subscription. */
  subscribe(listener: (job: ImageJob) => void): () => void {
    this.#emitter.on('job', listener);
    return () => void this.#emitter.off('job', listener);
  }
}
