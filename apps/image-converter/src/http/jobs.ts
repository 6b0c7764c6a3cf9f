import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { showJob, type ImageJob } from '../jobs/image-job.js';
import { imageType, SIGNATURE_BYTES } from '../image-type.js';
import { ApiError } from './api-error.js';
import type { Services } from './create-http-server.js';
import { readHead } from '../storage/read-head.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DEAD_LETTERS = 200;

/** Jobs and their files; dead letters, cancel and re-drive. */
export function jobRoutes(app: FastifyInstance, services: Services): void {
  const { queue, storage, feed, urls } = services;

  app.get<{ Params: { id: string } }>('/api/jobs/:id', async ({ params }) => urls.show(feed.withProgress(await findJob(params.id))));

  app.delete<{ Params: { id: string } }>('/api/jobs/:id', async ({ params }) => {
    const job = await findJob(params.id);
    if (!(await queue.cancel(job.id))) throw new ApiError(409, 'NOT_RUNNING', `the job is ${job.state}; there is nothing to cancel`);
    services.onCancelled(job.id);
    const cancelled: ImageJob = { ...job, state: 'cancelled', progress: 0 };
    feed.publish(cancelled);
    services.log.info({ job: job.id }, 'job cancelled');
    return urls.show(cancelled);
  });

  app.get('/api/dead-letters', async () => ({ jobs: (await queue.deadLetters(DEAD_LETTERS)).map((job) => urls.show(job)) }));

  app.post('/api/dead-letters/redrive', async () => ({ jobs: await redrive() }));

  app.post<{ Params: { id: string } }>('/api/jobs/:id/redrive', async ({ params }) => {
    const job = await findJob(params.id);
    const [id] = await redrive(job.id);
    if (id === undefined) throw new ApiError(409, 'NOT_FAILED', `the job is ${job.state}; only a failed one is driven again`);
    return { jobs: [id] };
  });

  app.get<{ Params: { id: string; file: string } }>('/api/jobs/:id/files/:file', async ({ params, url }, reply) => {
    urls.check(url);
    const job = await findJob(params.id);
    if (job.result === undefined) throw new ApiError(409, 'NOT_READY', `the job is ${job.state}; there is no result to fetch`);
    // Only names from the manifest reach the file system: a path cannot be smuggled in.
    const output = job.result.files.find(({ file }) => file === params.file);
    if (output === undefined) throw new ApiError(404, 'NOT_FOUND', 'the job has no such file');
    return reply
      .type(`image/${output.format}`)
      .header('content-length', output.bytes)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('content-disposition', `inline; filename="${output.file}"`)
      .send(createReadStream(join(storage.result(job.id), output.file)));
  });

  app.get<{ Params: { id: string } }>('/api/jobs/:id/original', async ({ params, url }, reply) => {
    urls.check(url);
    const path = storage.original((await findJob(params.id)).id);
    const type = imageType(await readHead(path, SIGNATURE_BYTES));
    if (type === undefined) throw new ApiError(404, 'NOT_FOUND', 'the original is gone');
    return reply.type(`image/${type}`).header('cache-control', 'private, max-age=31536000, immutable').send(createReadStream(path));
  });

  async function findJob(id: string): Promise<ImageJob> {
    const job = UUID.test(id) ? await queue.find(id) : undefined;
    if (job === undefined) throw new ApiError(404, 'UNKNOWN_JOB', 'there is no job with this id');
    return job;
  }

  async function redrive(id?: string): Promise<string[]> {
    const dead = id === undefined ? await queue.deadLetters(DEAD_LETTERS) : [await findJob(id)];
    const ids = await queue.redrive(id);
    for (const { id: job, name, outputs } of dead) {
      if (ids.includes(job)) feed.publish({ ...showJob(job, { name, outputs: [] }, { state: 'queued', progress: 0 }), outputs });
    }
    services.log.info({ jobs: ids }, 'dead letters driven again');
    services.onQueued();
    return ids;
  }
}
