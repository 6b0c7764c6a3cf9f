import { rm } from 'node:fs/promises';
import { formatResources } from '@childproof/diagnostics';
import { createShutdownManager, formatReport, type ShutdownReport } from '@childproof/shutdown-manager';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { EXIT_CODES, StartError } from '../exit-codes.js';
import { createHttpServer } from '../http/create-http-server.js';
import { SignedUrls } from '../http/signed-urls.js';
import { convertJobs } from '../jobs/convert-job.js';
import { JobFeed } from '../jobs/job-feed.js';
import { reportHandled } from '../jobs/report-handled.js';
import { loadPresets } from '../outputs/presets.js';
import { Consumer } from '../queue/consumer.js';
import { openEmbedded, openPostgres, type Database } from '../queue/database.js';
import { ImageQueue } from '../queue/image-queue.js';
import { lockFolder } from '../storage/folder-lock.js';
import { Retention } from '../storage/retention.js';
import { signingSecret } from '../storage/signing-secret.js';
import { openStorage, type Storage } from '../storage/storage.js';
import { startWebhooks } from '../webhooks/webhooks.js';
import { createImagePool } from '../workers/image-pool.js';
import { guardAgainstOrphans } from './guard.js';
import { openNews } from './news.js';
import { listen } from './listen.js';
import { logWorkers } from './log-workers.js';

/** How long an empty queue is left alone; what this server itself is sent wakes it at once. */
const POLL_MS = 1_000;
const START_FAILED = 'start failed';
const SWEEP_MS = 5 * 60_000;

/**
 * Starts the service and prints its address; from then on the shutdown manager decides when the process ends.
 *
 * What is started is handed over at once, so that a start that fails half-way is undone like any other end.
 *
 * @throws StartError when something outside of us stands in the way.
 */
export async function serve(config: Config, log: Logger): Promise<string> {
  let presets = loadPresets(config.presetsFile, config.limits.maxPixels);
  const guard = await guardAgainstOrphans((message) => log.warn(message));
  const shutdown = createShutdownManager({
    deadlineMs: config.shutdownDeadlineMs,
    readinessDelayMs: config.readinessDelayMs,
    onReload() {
      try {
        presets = loadPresets(config.presetsFile, config.limits.maxPixels);
        log.info({ presets: presets.names }, 'presets read anew');
      } catch (err) {
        log.error({ err }, 'the presets could not be read; those before stay');
      }
    },
    onReport: (report) => explainEnd(report, log),
  });
  if (guard !== undefined) shutdown.add('orphan-guard', guard, { phase: 'final' });
  try {
    const storage = await openStorage(config.dataFolder, config.dataFolderIsChosen);
    shutdown.add('temporary files', () => rm(storage.temporary, { recursive: true, force: true }), { phase: 'cleanup' });
    const database = await openDatabase(config, storage, log, (unlock) => shutdown.add('lock', unlock, { phase: 'final' }));
    shutdown.add('database', () => database.close(), { phase: 'cleanup' });
    const queue = await ImageQueue.open(database);
    const onError = (err: unknown): void => log.error({ err }, 'the queue could not be used');
    const retention = new Retention(queue, storage, config.retentionMs, SWEEP_MS, onError);
    shutdown.add('retention', retention, { phase: 'drain' });

    const pool = createImagePool(config.workers, config.limits, { faultInjection: config.faultInjection });
    shutdown.add('workers', pool, { phase: 'drain', after: ['consumer'] });
    logWorkers(pool, log);
    pool.on('gaveUp', () => {
      log.fatal('the workers die again and again without an image to blame; the server ends');
      void shutdown.shutdown({ reason: 'workers keep dying', exitCode: EXIT_CODES.failures });
    });
    const feed = new JobFeed();
    const consumer = new Consumer(queue, {
      concurrency: config.workers,
      pollMs: POLL_MS,
      handle: convertJobs(pool, storage, config, feed),
      onHandled: reportHandled(feed, log),
      onError,
    });
    shutdown.add('consumer', () => consumer.stop(), { phase: 'drain' });
    const news = await openNews(config, { feed, consumer, queue, log });
    if (news !== undefined) shutdown.add('news', () => news.close(), { phase: 'drain', after: ['consumer'] });

    const urls = new SignedUrls(config.signingSecret ?? signingSecret(storage), config.urlTtlMs);
    shutdown.add('webhooks', await startWebhooks({ boss: database.boss, queue, urls, config, log }), { phase: 'drain', after: ['consumer'] });

    const app = await createHttpServer({
      config,
      log,
      storage,
      queue,
      pool,
      feed,
      urls,
      presets: () => presets,
      stopping: shutdown.signal,
      isReady: () => shutdown.readiness().ready,
      pingDatabase: () => database.ping(),
      onQueued() {
        consumer.wake();
        news?.tellQueued();
      },
      onCancelled(id) {
        consumer.abort(id);
        news?.tellCancelled(id);
      },
    });
    shutdown.add('http', app);
    return await listen(app, config);
  } catch (error) {
    await shutdown.shutdown({ reason: START_FAILED, exitCode: error instanceof StartError ? error.exitCode : EXIT_CODES.failures });
    throw error;
  }
}

async function openDatabase(config: Config, storage: Storage, log: Logger, onLocked: (unlock: () => void) => void): Promise<Database> {
  if (config.databaseUrl !== undefined) return openPostgres(config.databaseUrl, log);
  onLocked(lockFolder(storage.folder));
  return openEmbedded(storage.database, log);
}

/** An end that was forced or had a step that failed says what still held the process open. */
function explainEnd(report: ShutdownReport, log: Logger): void {
  if (report.ok && report.reason === START_FAILED) return; // told by whoever asked for the start
  if (report.ok) log.info({ reason: report.reason }, 'the server has ended');
  else log.error({ report: formatReport(report), resources: formatResources() }, 'the server did not end as it should');
}
