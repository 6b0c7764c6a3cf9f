import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { isMissing, postgresFolder } from '../availability.js';
import { goodImages } from '../images.js';
import { startPostgres } from '../postgres.js';
import { finalJob, get, startServer, upload, type Status } from '../server.js';

test.skipIf(isMissing('PostgreSQL', postgresFolder))(
  'two servers share one PostgreSQL; what a killed one had taken is done by the other when its lease has run out',
  { timeout: 150_000 },
  async () => {
    const DATABASE_URL = await startPostgres();
    const folder = temporaryFolder();
    const [doomed, survivor] = await Promise.all([startServer(folder, { DATABASE_URL }), startServer(folder, { DATABASE_URL })]);
    const { body } = await upload(doomed, await goodImages(16));
    const ids = body.jobs.map(({ id }) => id);

    await waitFor('a busy worker', async () => (await get<Status>(doomed, 'api/status')).body.pool.running > 0);
    doomed.program.kill('SIGKILL');
    await doomed.program.exited;
    await doomed.nothingLeft();

    const jobs = await Promise.all(ids.map((id) => finalJob(survivor, id, 120_000)));
    expect(jobs.map(({ state }) => state)).toEqual(ids.map(() => 'done'));
    expect(readdirSync(join(folder, 'results')).sort()).toEqual([...ids].sort());
    survivor.program.kill('SIGTERM');
    expect(await survivor.program.exited).toEqual({ code: 0, signal: null });
  },
);
