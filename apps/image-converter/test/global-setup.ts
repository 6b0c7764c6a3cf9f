import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createLog } from '../src/log.js';
import { openEmbedded } from '../src/queue/database.js';
import { ImageQueue } from '../src/queue/image-queue.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database as the first start of a server leaves it: making one takes seconds, copying it none. */
    databaseTemplate: string;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'childproof-database-'));
  const template = join(folder, 'database');
  const database = await openEmbedded(template, createLog('silent'));
  await ImageQueue.open(database);
  await database.close();
  provide('databaseTemplate', template);
  return () => rmSync(folder, { recursive: true, force: true });
}
