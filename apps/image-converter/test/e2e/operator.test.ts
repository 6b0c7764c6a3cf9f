import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { corruptImages, goodImages, type GoodImage } from '../images.js';
import { finalJob, get, startServer, upload, type Job, type Status, type TestServer } from '../server.js';

const GOOD = 27;

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '30 images, 3 of them corrupt; a worker killed in mid-job; %s in mid-batch; started again: nothing lost, nothing twice',
  { timeout: 180_000 },
  async (signal) => {
    const folder = temporaryFolder();
    const good = await goodImages(GOOD);
    const corrupt = corruptImages();
    // The corrupt ones are spread, so that they meet the crash as well as the redeploy.
    const files = [...good.slice(0, 4), corrupt[0]!, ...good.slice(4, 15), corrupt[1]!, ...good.slice(15), corrupt[2]!];

    const first = await startServer(folder);
    const { status, body } = await upload(first, files, '?preset=web,preview');
    expect([status, body.jobs.length, body.rejected]).toEqual([202, 30, []]);
    const ids = body.jobs.map(({ id }) => id);

    await killBusyWorker(first);
    await waitFor('the worker to be replaced', async () => (await get<Status>(first, 'api/status')).body.pool.crashes >= 1);
    await waitFor('some results', () => readdirSync(join(folder, 'results')).length >= 3);
    await busyWorker(first);
    first.program.kill(signal);
    const exit = await first.program.exited;
    expect(exit).toEqual(signal === 'SIGTERM' ? { code: 0, signal: null } : { code: null, signal: 'SIGKILL' });
    await first.nothingLeft();
    const before = publications(folder);
    expect(before.size).toBeLessThan(GOOD); // it was in mid-batch

    const second = await startServer(folder);
    const jobs = await Promise.all(ids.map((id) => finalJob(second, id)));
    const failed = jobs.filter(({ state }) => state === 'failed');
    expect(failed.map(({ name }) => name).sort()).toEqual(corrupt.map(({ name }) => name).sort());
    for (const { failure } of failed) {
      expect(failure).toEqual({ code: 'CORRUPT_IMAGE', message: 'the image is damaged and cannot be read to its end' });
    }
    for (const job of jobs) if (job.state === 'done') await checkResult(second, job, good);

    const after = publications(folder);
    expect(after.size).toBe(GOOD);
    // What was published before the end was not published again.
    for (const [id, inode] of before) expect(after.get(id)).toBe(inode);
    expect(readdirSync(join(folder, 'tmp'), { recursive: true }).length).toBe(1); // its own folder, empty

    second.program.kill('SIGTERM');
    const end = await second.program.exited;
    expect([end, second.program.stderr]).toEqual([{ code: 0, signal: null }, '']);
    await second.nothingLeft();
  },
);

async function killBusyWorker(server: TestServer): Promise<void> {
  process.kill(await busyWorker(server), 'SIGKILL');
}

/** Process id of a worker in the middle of a job. */
async function busyWorker(server: TestServer): Promise<number> {
  return waitFor('a busy worker', async () => {
    const { body } = await get<Status>(server, 'api/status');
    return body.workers.find(({ state }) => state === 'busy')?.pid;
  });
}

/** Job id → inode of its result folder: a second publication would have another. */
function publications(folder: string): Map<string, number> {
  const results = join(folder, 'results');
  return new Map(readdirSync(results).map((id) => [id, statSync(join(results, id)).ino]));
}

async function checkResult(server: TestServer, job: Job, good: GoodImage[]): Promise<void> {
  const original = good.find(({ name }) => name === job.name)!;
  const result = job.result!;
  expect(result.source).toMatchObject({ width: original.width, height: original.height });
  expect(result.files.map(({ name }) => name)).toEqual(['web', 'preview']);
  for (const file of result.files) {
    const response = await fetch(new URL(file.url, server.url));
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-type'), bytes.length]).toEqual([200, 'image/webp', file.bytes]);
    // Decoded to the last pixel: a file that was cut off would throw.
    const { info } = await sharp(bytes, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true });
    const width = file.name === 'web' ? 1_600 : 320;
    expect([info.width, info.height]).toEqual([width, Math.round((original.height * width) / original.width)]);
    expect([file.format, file.width, file.height]).toEqual(['webp', info.width, info.height]);
  }
}
