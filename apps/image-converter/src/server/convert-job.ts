import type { Config } from '../config/config.js';
import { CONVERT_ERRORS } from '../convert-error.js';
import { presetOutputs } from '../presets.js';
import type { JobHandler } from '../queue/consumer.js';
import type { ImageJob, ImageJobOutcome } from '../queue/image-job.js';
import type { Storage } from '../storage/storage.js';
import { failureOf, type ImagePool } from '../workers/image-pool.js';
import type { JobFeed } from './job-feed.js';

/** Does queued jobs in the pool and tells the feed. */
export function convertJobs(pool: ImagePool, storage: Storage, { limits }: Config, feed: JobFeed): JobHandler {
  return async ({ id, name, preset }) => {
    const report = (change: Pick<ImageJob, 'state' | 'progress'> & Partial<ImageJob>): void =>
      feed.publish({ id, name, preset, ...change });
    const outputs = presetOutputs(preset);
    if (outputs === undefined) {
      // Queued by a version of the service that knew more presets.
      return { status: 'failed', failure: { code: 'INTERNAL', message: `${CONVERT_ERRORS.INTERNAL} (unknown preset ${preset})` } };
    }
    report({ state: 'running', progress: 0 });
    const input = {
      source: storage.original(id),
      outputs,
      resultFolder: storage.result(id),
      temporaryFolder: storage.temporary,
      maxPixels: limits.maxPixels,
    };
    const onProgress = (share: unknown): void => report({ state: 'running', progress: Number(share) });
    let outcome: ImageJobOutcome;
    try {
      outcome = { status: 'done', result: await pool.run('convert', input, { onProgress }) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) {
        report({ state: 'queued', progress: 0 });
        return undefined;
      }
      outcome = { status: 'failed', failure };
    }
    report(
      outcome.status === 'done'
        ? { state: 'done', progress: 1, result: outcome.result }
        : { state: 'failed', progress: 1, failure: outcome.failure },
    );
    return outcome;
  };
}
