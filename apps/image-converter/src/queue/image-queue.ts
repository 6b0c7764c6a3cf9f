import { CONVERT_ERRORS } from '../convert-error.js';
import { showJob, type FailedAttempt, type ImageJob, type ImageJobData, type ImageJobOutcome } from '../jobs/image-job.js';
import type { Database } from './database.js';
import { DEAD, JobTable, QUEUE, WEBHOOK_QUEUE, type JobRow } from './job-table.js';

/** A server that says nothing for so long is dead, and its jobs are given to another. pg-boss allows no less than 10. */
const LEASE_SECONDS = 15;
/** How often a job may lose its server. Faults of images are not retried, crashes of workers by `retryLater`. */
const MAX_SERVER_DEATHS = 10;
const COUNTS_MS = 200;
const QUEUE_OPTIONS = {
  heartbeatSeconds: LEASE_SECONDS,
  retryLimit: MAX_SERVER_DEATHS,
  retryDelay: 0,
  // Our own limit on time ends a job; and nobody but our own retention takes one away, with its files.
  expireInSeconds: 24 * 60 * 60 - 1,
  retentionSeconds: 60 * 365 * 24 * 60 * 60,
  deleteAfterSeconds: 0,
};
const ATTEMPT = `state = 'active' AND id = $2::uuid AND retry_count = $3::int`;

/** A job that this server has taken, with the attempt that proves it. */
export interface TakenJob extends ImageJobData {
  readonly id: string;
  readonly attempt: number;
}

export interface QueueCounts {
  readonly queued: number;
  readonly running: number;
  readonly done: number;
  readonly dead: number;
}

/** The durable queue of images. */
export class ImageQueue {
  readonly #boss: Database['boss'];
  readonly #table: JobTable;
  #counts: { readonly at: number; readonly value: Promise<QueueCounts> } | undefined;

  private constructor({ boss }: Database) {
    this.#boss = boss;
    this.#table = new JobTable(boss);
  }

  /** Opens the queue; with a database of one's own also takes back what a killed server has left running. */
  static async open(database: Database): Promise<ImageQueue> {
    await database.boss.createQueue(QUEUE, QUEUE_OPTIONS);
    await database.boss.updateQueue(QUEUE, QUEUE_OPTIONS);
    await database.boss.createQueue(WEBHOOK_QUEUE);
    const queue = new ImageQueue(database);
    if (database.isExclusive) await queue.#requeue(`state = 'active'`);
    return queue;
  }

  /**
   * Queues jobs in one statement; those that are known already stay as they are, but cancelled ones are queued again.
   *
   * @returns The ids of those that are queued because of this call.
   */
  async add(jobs: readonly { readonly id: string; readonly data: ImageJobData }[]): Promise<Set<string>> {
    const added = (await this.#boss.insert(QUEUE, [...jobs], { returnId: true })) ?? [];
    const known = jobs.map(({ id }) => id).filter((id) => !added.includes(id));
    const revived = known.length === 0 ? [] : await this.#requeue(`state = 'cancelled' AND id = ANY($2::uuid[])`, [known]);
    return new Set([...added, ...revived]);
  }

  async take(count: number): Promise<TakenJob[]> {
    const jobs = await this.#boss.fetch<ImageJobData>(QUEUE, { batchSize: count });
    return jobs.map(({ id, data, retryCount }) => ({ id, attempt: retryCount, ...data }));
  }

  /** Renews the leases. @returns The jobs that are no longer ours: cancelled, or lost to another server. */
  async keep(jobs: readonly TakenJob[]): Promise<TakenJob[]> {
    if (jobs.length === 0) return [];
    const kept = await this.#table.update('heartbeat_on = pgboss.job_now()', attemptsIn('$2'), [jobs.map(attemptKey)]);
    return jobs.filter(({ id }) => !kept.includes(id));
  }

  /** Ends a job, once. @returns False when it was no longer ours: then nothing has changed. */
  async finish({ id, attempt, attempts, webhook }: TakenJob, outcome: ImageJobOutcome): Promise<boolean> {
    // Without a call to make, a third of the work.
    const end = webhook === undefined ? this.#table.update.bind(this.#table) : this.#table.end.bind(this.#table);
    const changed = await end(
      `state = 'completed', completed_on = pgboss.job_now(), output = $4::jsonb, data = data || $5::jsonb`,
      ATTEMPT,
      [id, attempt, JSON.stringify(outcome), JSON.stringify(attempts === undefined ? {} : { attempts })],
    );
    return changed.length === 1;
  }

  /** Puts a job back for later, with what it has gone through. @returns False when it was no longer ours. */
  async retryLater(
    { id, attempt }: TakenJob,
    delayMs: number,
    history: { readonly attempts?: readonly FailedAttempt[]; readonly setbacks?: number },
  ): Promise<boolean> {
    const changed = await this.#table.update(
      `state = 'created', started_on = NULL, heartbeat_on = NULL,
       start_after = pgboss.job_now() + $4::int * interval '1 millisecond', data = data || $5::jsonb`,
      ATTEMPT,
      [id, attempt, Math.round(delayMs), JSON.stringify(history)],
    );
    return changed.length === 1;
  }

  /** Gives jobs back untried, unless they were lost to another server meanwhile. */
  async giveBack(jobs: readonly TakenJob[]): Promise<void> {
    await this.#requeue(attemptsIn('$2'), [jobs.map(attemptKey)]);
  }

  /** @returns False when it was not waiting or running. */
  async cancel(id: string): Promise<boolean> {
    const changed = await this.#table.update(
      `state = 'cancelled', completed_on = pgboss.job_now()`,
      `state < 'completed' AND id = $2::uuid`,
      [id],
    );
    return changed.length === 1;
  }

  async find(id: string): Promise<ImageJob | undefined> {
    const [row] = await this.#table.select('id = $2::uuid', [id]);
    return row === undefined ? undefined : toImageJob(row);
  }

  async findWithWebhook(id: string): Promise<{ readonly job: ImageJob; readonly webhook: string | undefined } | undefined> {
    const [row] = await this.#table.select('id = $2::uuid', [id]);
    return row === undefined ? undefined : { job: toImageJob(row), webhook: row.data.webhook };
  }

  /** Those that failed last, first. */
  async deadLetters(limit: number): Promise<ImageJob[]> {
    const rows = await this.#table.select(`${DEAD} ORDER BY completed_on DESC, id LIMIT $2::int`, [limit]);
    return rows.map(toImageJob);
  }

  /** Queues dead letters again, with a clean slate. @param id One of them; without, all. @returns Their ids. */
  redrive(id?: string): Promise<string[]> {
    return id === undefined ? this.#requeue(DEAD) : this.#requeue(`${DEAD} AND id = $2::uuid`, [id]);
  }

  /** Counting is work for the database: those who ask at about the same time share one answer. */
  counts(): Promise<QueueCounts> {
    if (this.#counts === undefined || performance.now() - this.#counts.at > COUNTS_MS) {
      this.#counts = { at: performance.now(), value: this.#count() };
    }
    return this.#counts.value;
  }

  async #count(): Promise<QueueCounts> {
    const rows = await this.#table.counts();
    const count = (isWanted: (row: (typeof rows)[number]) => boolean): number =>
      rows.filter(isWanted).reduce((sum, row) => sum + row.count, 0);
    return {
      queued: count(({ state }) => state === 'created' || state === 'retry'),
      running: count(({ state }) => state === 'active'),
      done: count(({ state, isDead }) => state === 'completed' && !isDead),
      dead: count(({ isDead }) => isDead),
    };
  }

  /** Forgets jobs that ended so long ago. @returns Their ids. */
  forget(olderThanMs: number): Promise<string[]> {
    return this.#table.remove(
      `state >= 'completed' AND completed_on < pgboss.job_now() - $2::bigint * interval '1 millisecond'`,
      [olderThanMs],
    );
  }

  /** Which of these ids are jobs. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.#table.ids('id = ANY($2::uuid[])', [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  #requeue(condition: string, values: readonly unknown[] = []): Promise<string[]> {
    // What was taken and not tried keeps its history; what is queued anew has none.
    return this.#table.update(
      `data = CASE WHEN state = 'active' THEN data ELSE data - 'attempts' - 'setbacks' END,
       state = 'created', started_on = NULL, completed_on = NULL, heartbeat_on = NULL, output = NULL, start_after = pgboss.job_now()`,
      condition,
      values,
    );
  }
}

function attemptsIn(parameter: string): string {
  return `state = 'active' AND (id::text || ':' || retry_count::text) = ANY(${parameter}::text[])`;
}

function attemptKey({ id, attempt }: TakenJob): string {
  return `${id}:${attempt}`;
}

function toImageJob({ id, data, state, output }: JobRow): ImageJob {
  switch (state) {
    case 'completed': {
      const outcome = output as ImageJobOutcome;
      return outcome.status === 'done'
        ? showJob(id, data, { state: 'done', progress: 1, result: outcome.result })
        : showJob(id, data, { state: 'failed', progress: 1, failure: outcome.failure });
    }
    case 'failed': {
      const message = `${CONVERT_ERRORS.INTERNAL} (${MAX_SERVER_DEATHS + 1} servers died while they had it)`;
      return showJob(id, data, { state: 'failed', progress: 1, failure: { code: 'INTERNAL', message } });
    }
    case 'cancelled':
      return showJob(id, data, { state: 'cancelled', progress: 0 });
    case 'active':
      return showJob(id, data, { state: 'running', progress: 0 });
    default:
      return showJob(id, data, { state: 'queued', progress: 0 });
  }
}
