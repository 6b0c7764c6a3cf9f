import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { SignedUrls } from '../http/signed-urls.js';
import type { ImageQueue } from '../queue/image-queue.js';
import { WEBHOOK_QUEUE } from '../queue/job-table.js';
import { callWebhook, WebhookRefusedError } from './call-webhook.js';

const CONCURRENCY = 4;
const POLL_SECONDS = 0.5;

interface Services {
  readonly boss: PgBoss;
  readonly queue: ImageQueue;
  readonly urls: SignedUrls;
  readonly config: Config;
  readonly log: Logger;
}

/**
 * Tells receivers of jobs that have ended, at least once each: the queue holds a call from the very statement that ended its job,
 * and tries it again with backoff until it is answered with 2xx.
 *
 * @returns What ends it; calls that are on their way are waited for.
 */
export async function startWebhooks({ boss, queue, urls, config, log }: Services): Promise<() => Promise<void>> {
  const { webhookSecret: secret, webhookAllowPrivate: allowPrivate } = config;
  if (secret === undefined) return async () => {};
  await boss.work<{ job: string }>(WEBHOOK_QUEUE, { localConcurrency: CONCURRENCY, pollingIntervalSeconds: POLL_SECONDS, includeMetadata: true }, async (calls) => {
    for (const { id, data, retryCount } of calls) {
      const found = await queue.findWithWebhook(data.job);
      if (found?.webhook === undefined) continue; // forgotten meanwhile
      try {
        await callWebhook({ url: found.webhook, id, body: JSON.stringify(urls.show(found.job)), secret, allowPrivate });
        log.info({ job: data.job, webhook: found.webhook }, 'webhook delivered');
      } catch (err) {
        log.warn({ job: data.job, webhook: found.webhook, attempt: retryCount + 1, err }, 'webhook was not delivered');
        if (!(err instanceof WebhookRefusedError)) throw err;
      }
    }
  });
  return () => boss.offWork(WEBHOOK_QUEUE);
}
