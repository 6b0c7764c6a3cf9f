import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { JobFeed } from '../jobs/job-feed.js';
import type { Consumer } from '../queue/consumer.js';
import type { ImageQueue } from '../queue/image-queue.js';
import { ServerNews, type News } from '../queue/server-news.js';

interface Concerned {
  readonly feed: JobFeed;
  readonly consumer: Consumer;
  readonly queue: ImageQueue;
  readonly log: Logger;
}

/** Where several servers may share a database: what happens on one is seen on all. */
export async function openNews({ databaseUrl }: Config, { feed, consumer, queue, log }: Concerned): Promise<ServerNews | undefined> {
  if (databaseUrl === undefined) return undefined;
  const onError = (err: unknown): void => log.warn({ err }, 'other servers could not be told, or heard');
  const onNews = async ({ jobs = [], changed = [], cancelled = [], queued }: News): Promise<void> => {
    for (const job of jobs) feed.receive(job);
    for (const id of cancelled) consumer.abort(id);
    if (queued === true) consumer.wake();
    for (const id of changed) {
      const job = await queue.find(id);
      if (job !== undefined) feed.receive(job);
    }
  };
  const news = await ServerNews.open(databaseUrl, (told) => void onNews(told).catch(onError), onError);
  feed.subscribe((job, isOwn) => {
    if (isOwn) news.tellJob(job);
  });
  return news;
}
