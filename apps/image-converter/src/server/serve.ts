import { formatResources } from '@childproof/diagnostics';
import { createShutdownManager, formatReport, type ShutdownReport } from '@childproof/shutdown-manager';
import type { Config } from '../config/config.js';
import { EXIT_CODES, StartError } from '../exit-codes.js';
import { createHttpServer } from '../http/create-http-server.js';
import { Consumer } from '../queue/consumer.js';
import { openEmbedded, openPostgres, type Database } from '../queue/database.js';
import { ImageQueue } from '../queue/image-queue.js';
import { lockFolder } from '../storage/folder-lock.js';
import { openStorage, removeTemporaryFiles, type Storage } from '../storage/storage.js';
import { createImagePool } from '../workers/image-pool.js';
import { convertJobs } from './convert-job.js';
import { guardAgainstOrphans } from './guard.js';
import { JobFeed } from './job-feed.js';
import { listen } from './listen.js';

/** How long an empty queue is left alone; what this server itself is sent wakes it at once. */
const POLL_MS = 1_000;

/**
 * Starts the service and prints its address; from then on the shutdown manager decides when the process ends.
 *
 * What is started is handed over at once, so that a start that fails half-way is undone like any other end.
 *
 * @throws StartError when something outside of us stands in the way.
 */
export async function serve(config: Config): Promise<string> {
  const guard = await guardAgainstOrphans();
  const shutdown = createShutdownManager({
    deadlineMs: config.shutdownDeadlineMs,
    readinessDelayMs: config.readinessDelayMs,
    onReport: explainUncleanEnd,
  });
  if (guard !== undefined) shutdown.add('orphan-guard', guard, { phase: 'final' });
  try {
    const storage = await openStorage(config.dataFolder, config.dataFolderIsChosen);
    const database = await openDatabase(config, storage, (unlock) => shutdown.add('lock', unlock, { phase: 'final' }));
    shutdown.add('database', () => database.close(), { phase: 'cleanup' });
    const queue = await ImageQueue.open(database);

    const pool = createImagePool(config.workers, config.limits);
    shutdown.add('workers', pool, { phase: 'drain', after: ['consumer'] });
    pool.on('gaveUp', () => {
      process.stderr.write('image-converter: the workers die again and again without an image to blame; the server ends\n');
      void shutdown.shutdown({ reason: 'workers keep dying', exitCode: EXIT_CODES.failures });
    });
    const feed = new JobFeed();
    const consumer = new Consumer(queue, convertJobs(pool, storage, config, feed), {
      concurrency: config.workers,
      pollMs: POLL_MS,
      onError: (error) => process.stderr.write(`image-converter: queue: ${String(error)}\n`),
    });
    shutdown.add('consumer', () => consumer.stop(), { phase: 'drain' });

    const app = await createHttpServer({
      config,
      storage,
      queue,
      pool,
      feed,
      stopping: shutdown.signal,
      isReady: () => shutdown.readiness().ready,
      onQueued: () => consumer.wake(),
    });
    shutdown.add('http', app);
    const url = await listen(app, config);
    return url;
  } catch (error) {
    await shutdown.shutdown({ reason: 'start failed', exitCode: error instanceof StartError ? error.exitCode : EXIT_CODES.failures });
    throw error;
  }
}

async function openDatabase(config: Config, storage: Storage, onLocked: (unlock: () => void) => void): Promise<Database> {
  if (config.databaseUrl !== undefined) return openPostgres(config.databaseUrl);
  onLocked(lockFolder(storage.folder));
  await removeTemporaryFiles(storage);
  return openEmbedded(storage.database);
}

/** An end that was forced or had a step that failed says what still held the process open. */
function explainUncleanEnd(report: ShutdownReport): void {
  if (report.ok) return;
  process.stderr.write(`image-converter: ${formatReport(report)}\n${formatResources()}\n`);
}
