import { rename } from 'node:fs/promises';
import type { Logger } from 'pino';
import { showJob, type ImageJob, type ImageJobData } from '../jobs/image-job.js';
import { jobIdOf } from '../jobs/job-id.js';
import type { JobFeed } from '../jobs/job-feed.js';
import type { ImageQueue } from '../queue/image-queue.js';
import type { Storage } from '../storage/storage.js';
import { syncFolder } from '../storage/sync-folder.js';
import type { StagedFile } from './stage-file.js';

export interface Intake {
  readonly storage: Storage;
  readonly queue: ImageQueue;
  readonly feed: JobFeed;
  readonly log: Logger;
  readonly onQueued: () => void;
}

/** A job that was made of a file, or found: the same file with the same wishes is the same job. */
export interface Enqueued {
  readonly job: ImageJob;
  readonly isNew: boolean;
}

/** What the sender wants of each file. */
export type Wishes = Omit<ImageJobData, 'name' | 'attempts' | 'setbacks'>;

/** Makes jobs of staged files: each original is under its final name, on the disk, before anybody is told that its job exists. */
export async function enqueue(files: readonly StagedFile[], wishes: Wishes, { storage, queue, feed, log, onQueued }: Intake): Promise<Enqueued[]> {
  if (files.length === 0) return [];
  const jobs = new Map<string, ImageJobData>();
  const ids = files.map(({ name, sha256 }) => {
    const id = jobIdOf(sha256, wishes);
    if (!jobs.has(id)) jobs.set(id, { name, ...wishes });
    return id;
  });
  for (const [index, { path }] of files.entries()) await rename(path, storage.original(ids[index]!));
  await syncFolder(storage.originals);
  const added = await queue.add([...jobs].map(([id, data]) => ({ id, data })));
  for (const id of added) {
    feed.publish(showJob(id, jobs.get(id)!, { state: 'queued', progress: 0 }));
    log.info({ job: id, file: jobs.get(id)!.name }, 'job queued');
  }
  if (added.size > 0) onQueued();
  return Promise.all(
    ids.map(async (id, index): Promise<Enqueued> => {
      const name = files[index]!.name;
      const known = added.has(id) ? undefined : await queue.find(id);
      const job = known ?? showJob(id, jobs.get(id)!, { state: 'queued', progress: 0 });
      return { job: { ...job, name }, isNew: added.has(id) };
    }),
  );
}
