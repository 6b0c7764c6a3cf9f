import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createLog } from '../../src/log.js';
import { Consumer } from '../../src/queue/consumer.js';
import { openEmbedded } from '../../src/queue/database.js';
import { ImageQueue } from '../../src/queue/image-queue.js';

test('whoever has nothing to do gets what is queued, and a job is fetched ahead only when enough are half done', async () => {
  const folder = temporaryFolder();
  cpSync(inject('databaseTemplate'), folder, { recursive: true });
  const database = await openEmbedded(folder, createLog('silent'));
  const queue = await ImageQueue.open(database);
  const begun: { halfDone: () => void; end: () => void }[] = [];
  const consumer = new Consumer(queue, {
    concurrency: 4,
    pollMs: 20,
    handle: (_job, _signal, halfDone) => new Promise((resolve) => begun.push({ halfDone, end: () => resolve({ status: 'given-back' }) })),
    onHandled: () => {},
    onError: (error) => { throw error; },
  });
  onTestFinished(async () => {
    const stopped = consumer.stop();
    for (const { end } of begun) end();
    await stopped;
    await database.close();
  });
  const add = async (count: number): Promise<void> => {
    await queue.add(Array.from({ length: count }, () => ({ id: randomUUID(), data: { name: 'a.jpg', outputs: [] } })));
  };

  await add(3);
  await waitFor('three to begin', () => begun.length === 3);
  await add(3);
  await waitFor('the fourth to have its own', () => begun.length === 4);
  begun[0]!.halfDone();
  expect((await queue.counts()).queued).toBe(2);
  begun[1]!.halfDone();
  await waitFor('two to be fetched ahead', () => begun.length === 6);
}, 180_000);
