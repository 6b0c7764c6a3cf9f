import { randomUUID } from 'node:crypto';
import { waitFor } from '@childproof/test-kit';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { ImageJob } from '../../src/jobs/image-job.js';
import { ServerNews, type News } from '../../src/queue/server-news.js';
import { isMissing, postgresFolder } from '../availability.js';
import { startPostgres } from '../postgres.js';

const job = (change: Partial<ImageJob> = {}): ImageJob => ({ id: randomUUID(), name: 'a.jpg', outputs: ['web'], state: 'running', progress: 0.5, attempts: [], ...change });

test.skipIf(isMissing('PostgreSQL', postgresFolder))('servers on one database hear of each other, not of themselves, and again when the connection was lost', async () => {
  const url = await startPostgres();
  const errors: unknown[] = [];
  const open = async (heard: News[]): Promise<ServerNews> => {
    const news = await ServerNews.open(url, (told) => void heard.push(told), (error) => void errors.push(error));
    onTestFinished(() => news.close());
    return news;
  };
  const [heardByOne, heardByOther]: [News[], News[]] = [[], []];
  const one = await open(heardByOne);
  await open(heardByOther);

  const small = job();
  const large = job({ name: 'ü'.repeat(8_000) });
  one.tellJob({ ...small, progress: 0 });
  one.tellJob(small);
  one.tellJob(large);
  one.tellCancelled(small.id);
  one.tellQueued();
  await waitFor('all of it', () => heardByOther.length === 4);
  expect(heardByOther).toEqual([{ queued: true }, { cancelled: [small.id] }, { jobs: [small] }, { changed: [large.id] }]);
  expect(heardByOne).toEqual([]);
  expect(errors).toEqual([]);

  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'image-converter news'`);
  await admin.end();
  heardByOther.length = 0;
  await waitFor('both to be connected again', () => {
    one.tellQueued();
    return heardByOther.length > 0;
  });
  expect(errors.length).toBeGreaterThanOrEqual(2);

  heardByOther.length = 0;
  one.tellJob(small);
  await one.close();
  await waitFor('the last words', () => heardByOther.some(({ jobs }) => jobs?.[0]?.id === small.id));
}, 180_000);
