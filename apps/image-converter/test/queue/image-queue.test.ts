import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { temporaryFolder } from '@childproof/test-kit';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createLog } from '../../src/log.js';
import { openEmbedded } from '../../src/queue/database.js';
import { ImageQueue } from '../../src/queue/image-queue.js';

test('who has lost a job to another server cannot give it back', async () => {
  const folder = temporaryFolder();
  cpSync(inject('databaseTemplate'), folder, { recursive: true });
  const database = await openEmbedded(folder, createLog('silent'));
  onTestFinished(() => database.close());
  const queue = await ImageQueue.open(database);
  const id = randomUUID();
  await queue.add([{ id, data: { name: 'a.jpg', outputs: [] } }]);
  const lost = await queue.take(1);
  await database.boss.fail('convert-image', id); // as a lease that has run out is ended
  const held = await queue.take(1);
  await queue.giveBack(lost);
  expect((await queue.find(id))?.state).toBe('running');
  await queue.giveBack(held);
  expect((await queue.find(id))?.state).toBe('queued');
}, 180_000);
