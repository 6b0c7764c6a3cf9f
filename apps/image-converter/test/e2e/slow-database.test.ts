import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { isMissing, postgresFolder } from '../availability.js';
import { startPostgres } from '../postgres.js';
import { get, sample, startServer, upload } from '../server.js';

/** Longer than a sender may be silent while the server ends. */
const HELD_UP_MS = 3_000;

test.skipIf(isMissing('PostgreSQL', postgresFolder))('an upload that was sent in full is no silent one, however long the database takes, and is answered while the server ends', async () => {
  const DATABASE_URL = await startPostgres();
  const server = await startServer(temporaryFolder(), { DATABASE_URL, WORKERS: '1', READINESS_DELAY_MS: '1000' });
  const other = new pg.Client({ connectionString: DATABASE_URL });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query('BEGIN');
  await other.query('LOCK TABLE pgboss.job IN EXCLUSIVE MODE');
  const answer = upload(server, [{ name: 'a.jpg', content: sample('dawn-ridge.jpg') }]);
  await waitFor('the upload to wait for the table', async () => {
    await other.query('SELECT pg_stat_clear_snapshot()'); // a transaction sees the activity as it was
    const { rows } = await other.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '%insert%'`);
    return rows.length > 0;
  });
  server.program.kill('SIGTERM');
  await waitFor('the server to be about to end', async () => (await get(server, 'health/ready').catch(() => ({ status: 0 }))).status !== 200);
  await sleep(HELD_UP_MS);
  await other.query('COMMIT');
  expect((await answer).status).toBe(202);
  expect(await server.program.exited).toEqual({ code: 0, signal: null });
}, 180_000);
