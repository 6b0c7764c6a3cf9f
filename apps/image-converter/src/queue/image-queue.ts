import type { JobWithMetadata } from 'pg-boss';
import { CONVERT_ERRORS } from '../convert-error.js';
import type { Database } from './database.js';
import type { ImageJob, ImageJobData, ImageJobOutcome } from './image-job.js';

const QUEUE = 'convert-image';
/** A server that says nothing for so long is dead, and its jobs are given to another. pg-boss allows no less than 10. */
const LEASE_SECONDS = 15;
/** How often a job may lose its server. Faults of images are not retried, crashes of workers by the pool. */
const MAX_SERVER_DEATHS = 10;

/** A job that this server has taken, with the attempt that proves it. */
export interface TakenJob extends ImageJobData {
  readonly id: string;
  readonly attempt: number;
}

/** The durable queue of images. */
export class ImageQueue {
  readonly #boss: Database['boss'];

  private constructor(boss: Database['boss']) {
    this.#boss = boss;
  }

  /** Opens the queue; with a database of one's own also takes back what a killed server has left running. */
  static async open({ boss, isExclusive }: Database): Promise<ImageQueue> {
    const options = { heartbeatSeconds: LEASE_SECONDS, retryLimit: MAX_SERVER_DEATHS, retryDelay: 0 };
    await boss.createQueue(QUEUE, options);
    const queue = new ImageQueue(boss);
    if (isExclusive) await queue.#requeue('', []);
    return queue;
  }

  /** @param id Chosen by the caller, so that the original can be stored under it first. */
  async add(id: string, data: ImageJobData): Promise<void> {
    await this.#boss.send(QUEUE, data, { id });
  }

  async take(count: number): Promise<TakenJob[]> {
    const jobs = await this.#boss.fetch<ImageJobData>(QUEUE, { batchSize: count });
    return jobs.map(({ id, data, retryCount }) => ({ id, attempt: retryCount, ...data }));
  }

  /** Renews the lease. */
  async keep(jobs: readonly TakenJob[]): Promise<void> {
    if (jobs.length > 0) await this.#boss.touch(QUEUE, jobs.map(attemptOf));
  }

  /** Ends a job, once: a server that has lost its lease meanwhile changes nothing. */
  async finish(job: TakenJob, outcome: ImageJobOutcome): Promise<void> {
    await this.#boss.complete(QUEUE, attemptOf(job), outcome);
  }

  /** Gives jobs back untried, unless they were lost to another server meanwhile. */
  async giveBack(jobs: readonly TakenJob[]): Promise<void> {
    const attempts = jobs.map(({ id, attempt }) => `${id}:${attempt}`);
    await this.#requeue(`AND (id::text || ':' || retry_count::text) = ANY($2::text[])`, [attempts]);
  }

  async find(id: string): Promise<ImageJob | undefined> {
    const [job] = await this.#boss.findJobs<ImageJobData>(QUEUE, { id });
    return job === undefined ? undefined : toImageJob(job);
  }

  async counts(): Promise<{ readonly queued: number; readonly running: number }> {
    const [stats] = await this.#boss.getQueueStats(QUEUE, { force: true });
    return { queued: stats?.queuedCount ?? 0, running: stats?.activeCount ?? 0 };
  }

  /**
   * pg-boss has no "un-fetch" in its public interface; this is what its workers do with jobs that they took in excess.
   * One statement, so that a crash leaves the job either way, and no retry is used up.
   */
  async #requeue(condition: string, values: readonly unknown[]): Promise<void> {
    await this.#boss.getDb().executeSql(
      `UPDATE pgboss.job SET state = 'created', started_on = NULL, heartbeat_on = NULL
       WHERE name = $1 AND state = 'active' ${condition}`,
      [QUEUE, ...values],
    );
  }
}

function attemptOf({ id, attempt }: TakenJob): { id: string; retryCount: number } {
  return { id, retryCount: attempt };
}

function toImageJob({ id, data, state, output }: JobWithMetadata<ImageJobData>): ImageJob {
  const common = { id, name: data.name, preset: data.preset };
  switch (state) {
    case 'completed': {
      const outcome = output as ImageJobOutcome;
      return outcome.status === 'done'
        ? { ...common, state: 'done', progress: 1, result: outcome.result }
        : { ...common, state: 'failed', progress: 1, failure: outcome.failure };
    }
    case 'failed':
      return { ...common, state: 'failed', progress: 1, failure: { code: 'INTERNAL', message: CONVERT_ERRORS.INTERNAL } };
    case 'active':
      return { ...common, state: 'running', progress: 0 };
    default:
      return { ...common, state: 'queued', progress: 0 };
  }
}
