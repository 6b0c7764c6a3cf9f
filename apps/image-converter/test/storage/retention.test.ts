import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../src/log.js';
import { openEmbedded } from '../../src/queue/database.js';
import { ImageQueue } from '../../src/queue/image-queue.js';
import { Retention } from '../../src/storage/retention.js';
import { openStorage } from '../../src/storage/storage.js';

test('jobs that ended long ago go with their files; what waits, what is young and what was just uploaded stays', async () => {
  const storage = await openStorage(temporaryFolder(), true);
  const database = await openEmbedded(storage.database, createLog('silent'));
  onTestFinished(() => database.close());
  const queue = await ImageQueue.open(database);
  const [ended, waiting, unclaimed, young] = ['a', 'b', 'c', 'd'].map((digit) => `00000000-0000-8000-8000-00000000000${digit}`) as [string, string, string, string];
  const longAgo = new Date(Date.now() - 48 * 60 * 60_000);
  for (const id of [ended, waiting, unclaimed, young]) {
    writeFileSync(storage.original(id), 'image');
    if (id !== young) utimesSync(storage.original(id), longAgo, longAgo);
  }
  mkdirSync(storage.result(ended));
  writeFileSync(join(storage.result(ended), 'web.webp'), '');
  await queue.add([{ id: ended, data: { name: 'ended', outputs: [] } }]);
  const [job] = await queue.take(1);
  await queue.finish(job!, { status: 'done', result: { source: { format: 'jpeg', width: 1, height: 1 }, files: [] } });
  await queue.add([{ id: waiting, data: { name: 'waiting', outputs: [] } }]);

  const errors: unknown[] = [];
  const forEver = new Retention(queue, storage, 0, 60_000, (error) => errors.push(error));
  await forEver.stop();
  expect([existsSync(storage.original(ended)), existsSync(storage.original(unclaimed)), existsSync(storage.original(young))]).toEqual([true, false, true]);

  const retention = new Retention(queue, storage, 1, 60_000, (error) => errors.push(error));
  await retention.stop();
  await retention.sweep();
  expect(errors).toEqual([]);
  expect([existsSync(storage.original(ended)), existsSync(storage.result(ended)), await queue.find(ended)]).toEqual([false, false, undefined]);
  expect([existsSync(storage.original(waiting)), (await queue.find(waiting))?.state]).toEqual([true, 'queued']);
}, 180_000);
