import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import type { Handled } from '../queue/consumer.js';
import type { TakenJob } from '../queue/image-queue.js';
import type { Storage } from '../storage/storage.js';
import type { ImagePool } from '../workers/image-pool.js';
import { showJob } from './image-job.js';
import type { JobFeed } from './job-feed.js';
import { retryDelayMs } from './retry-delay.js';
import { verdictOf } from './verdict.js';

/** Workers that may die on an image before it is given up. */
const MAX_ATTEMPTS = 2;
const CRASH_BACKOFF = { initialMs: 500, maxMs: 10_000 };
/** A full disk may last; with these delays, a quarter of an hour. Then it is a dead letter, to be driven again. */
const MAX_SETBACKS = 20;
const SETBACK_BACKOFF = { initialMs: 1_000, maxMs: 60_000 };

/** Does queued jobs in the pool, and tells the feed how far they are. */
export function convertJobs(pool: ImagePool, storage: Storage, { limits }: Config, feed: JobFeed) {
  return async (job: TakenJob, signal: AbortSignal, halfDone: () => void): Promise<Handled> => {
    const { id, outputs, fault, attempts = [], setbacks = 0 } = job;
    const report = (progress: number): void => {
      feed.publish(showJob(id, job, { state: 'running', progress }));
      if (progress >= 0.5) halfDone();
    };
    const workFolder = join(storage.temporary, randomUUID());
    const input = {
      source: storage.original(id),
      outputs,
      resultFolder: storage.result(id),
      workFolder,
      maxPixels: limits.maxPixels,
      maxFrames: limits.maxFrames,
      ...(fault === undefined ? {} : { fault, attempt: attempts.length + 1 }),
    };
    report(0);
    try {
      const result = await pool.run('convert', input, { signal, onProgress: (share) => report(Number(share)) });
      return { status: 'done', result };
    } catch (error) {
      // A worker that died has not taken away what it had half done.
      await rm(workFolder, { recursive: true, force: true });
      const verdict = verdictOf(error);
      switch (verdict.kind) {
        case 'failed':
          return { status: 'failed', failure: verdict.failure };
        case 'crashed': {
          const history = [...attempts, verdict.attempt];
          return history.length < MAX_ATTEMPTS
            ? { status: 'retry', delayMs: retryDelayMs(history.length, CRASH_BACKOFF), attempts: history }
            : { status: 'failed', failure: verdict.failure, attempts: history };
        }
        case 'setback':
          return setbacks + 1 < MAX_SETBACKS
            ? { status: 'retry', delayMs: retryDelayMs(setbacks + 1, SETBACK_BACKOFF), setbacks: setbacks + 1 }
            : { status: 'failed', failure: verdict.failure };
        case 'cancelled':
          return { status: 'cancelled' };
        case 'interrupted':
          return { status: 'given-back' };
      }
    }
  };
}

/** A job as it is after it was handled. */
export function handledJob(job: TakenJob, handled: Handled) {
  const attempts = ('attempts' in handled ? handled.attempts : undefined) ?? job.attempts ?? [];
  const show = (change: Parameters<typeof showJob>[2]) => showJob(job.id, job, { attempts, ...change });
  switch (handled.status) {
    case 'done':
      return show({ state: 'done', progress: 1, result: handled.result });
    case 'failed':
      return show({ state: 'failed', progress: 1, failure: handled.failure });
    case 'cancelled':
      return show({ state: 'cancelled', progress: 0 });
    default:
      return show({ state: 'queued', progress: 0 });
  }
}
