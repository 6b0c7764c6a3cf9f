import type { Logger } from 'pino';
import type { Handled } from '../queue/consumer.js';
import type { TakenJob } from '../queue/image-queue.js';
import { handledJob } from './convert-job.js';
import type { JobFeed } from './job-feed.js';

/** Tells the feed and the log of what became of a job, once the queue has it on record. */
export function reportHandled(feed: JobFeed, log: Logger): (job: TakenJob, handled: Handled) => void {
  return (job, handled) => {
    feed.publish(handledJob(job, handled));
    const about = { job: job.id, file: job.name };
    switch (handled.status) {
      case 'done':
        log.info({ ...about, files: handled.result.files.length }, 'job done');
        break;
      case 'failed':
        log.warn({ ...about, failure: handled.failure, attempts: handled.attempts }, 'job failed for good');
        break;
      case 'retry':
        log.warn({ ...about, delayMs: handled.delayMs, attempts: handled.attempts, setbacks: handled.setbacks }, 'job is tried again');
        break;
      default:
        log.info({ ...about, outcome: handled.status }, 'job was not done');
    }
  };
}
