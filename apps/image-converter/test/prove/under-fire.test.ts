import { temporaryFolder } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { runProof, type ProofOptions } from '../../prove/run-proof.js';
import { isMissing, postgresFolder } from '../availability.js';
import { startPostgres } from '../postgres.js';

const small = (dataFolder: string): ProofOptions => ({
  images: 60,
  hostile: 12,
  width: 1_200,
  height: 800,
  dataFolder,
  events: [],
  killWorkerEveryMs: 1_500,
  jobTimeoutMs: 2_500,
  say: () => {},
});

const SPOTLESS = {
  lost: [],
  publishedTwice: [],
  partialFiles: [],
  unexplained: [],
  orphans: 0,
  unexpectedExits: [],
  badExits: [],
};

test('hostile images, killed workers, a redeploy and a SIGKILL: nothing lost, twice, partial or orphaned', { timeout: 180_000 }, async () => {
  const events = [{ at: 0.2, signal: 'SIGTERM' }, { at: 0.5, signal: 'SIGKILL' }] as const;
  const result = await runProof({ ...small(temporaryFolder()), events });
  expect(result).toMatchObject(SPOTLESS);
  expect(result.done + result.failed).toBe(result.acknowledged);
  expect(result.workerDeaths).toBeGreaterThan(10); // the faults alone are twelve deaths
  expect(result.peakWorkerRssBytes).toBeLessThan(600e6);
});

test.skipIf(isMissing('PostgreSQL', postgresFolder))('the same with two servers on PostgreSQL, one of them SIGKILLed', { timeout: 180_000 }, async () => {
  const databaseUrl = await startPostgres();
  const result = await runProof({ ...small(temporaryFolder()), databaseUrl, hostile: 6, events: [{ at: 0.3, signal: 'SIGKILL' }] });
  expect(result).toMatchObject(SPOTLESS);
  expect(result.done + result.failed).toBe(result.acknowledged);
});
