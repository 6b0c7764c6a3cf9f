import type { PgBoss } from 'pg-boss';
import type { ImageJobData } from '../jobs/image-job.js';

export const QUEUE = 'convert-image';
export const WEBHOOK_QUEUE = 'call-webhook';

/** With backoff from 1 s on, the last some hours after the first. */
const WEBHOOK_RETRIES = 13;

/** A row as far as we read it. */
export interface JobRow {
  readonly id: string;
  readonly data: ImageJobData;
  readonly state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
  readonly output: unknown;
  readonly completedOn: Date | null;
}

/**
 * The table of pg-boss, for the steps that it has no public call for, each in one statement, so that a crash leaves the job on
 * one side or the other: un-fetch, retry with a changed payload, re-drive, a command that tells whether it had an effect.
 */
export class JobTable {
  readonly #boss: PgBoss;

  constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** @param condition SQL; `$1` is the name of the queue, `$2` the first of `values`. @returns The ids of the rows that changed. */
  async update(changes: string, condition: string, values: readonly unknown[] = []): Promise<string[]> {
    const rows = await this.#run<{ id: string }>(
      `UPDATE pgboss.job SET ${changes} WHERE name = $1 AND ${condition} RETURNING id`,
      values,
    );
    return rows.map(({ id }) => id);
  }

  /** Ends a job, and queues the call that tells of it: both or neither. @returns The ids of the rows that changed. */
  async end(changes: string, condition: string, values: readonly unknown[]): Promise<string[]> {
    const rows = await this.#run<{ id: string }>(
      `WITH ended AS (UPDATE pgboss.job SET ${changes} WHERE name = $1 AND ${condition} RETURNING id),
            called AS (INSERT INTO pgboss.job (name, data, policy, retry_limit, retry_delay, retry_backoff)
                       SELECT '${WEBHOOK_QUEUE}', jsonb_build_object('job', id), 'standard', ${WEBHOOK_RETRIES}, 1, true FROM ended)
       SELECT id FROM ended`,
      values,
    );
    return rows.map(({ id }) => id);
  }

  async remove(condition: string, values: readonly unknown[]): Promise<string[]> {
    const rows = await this.#run<{ id: string }>(`DELETE FROM pgboss.job WHERE name = $1 AND ${condition} RETURNING id`, values);
    return rows.map(({ id }) => id);
  }

  select(condition: string, values: readonly unknown[]): Promise<JobRow[]> {
    return this.#run(`SELECT id, data, state, output, completed_on AS "completedOn" FROM pgboss.job WHERE name = $1 AND ${condition}`, values);
  }

  ids(condition: string, values: readonly unknown[]): Promise<{ id: string }[]> {
    return this.#run(`SELECT id FROM pgboss.job WHERE name = $1 AND ${condition}`, values);
  }

  counts(): Promise<{ state: JobRow['state']; isDead: boolean; count: number }[]> {
    return this.#run(
      `SELECT state, ${DEAD} AS "isDead", count(*)::int AS count FROM pgboss.job WHERE name = $1 GROUP BY 1, 2`,
      [],
    );
  }

  async #run<Row>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.#boss.getDb().executeSql(sql, [QUEUE, ...values]);
    return rows as Row[];
  }
}

/** A dead letter: an image that failed for good, or a job that lost its server too often. */
export const DEAD = `(state = 'failed' OR (state = 'completed' AND output->>'status' = 'failed'))`;
