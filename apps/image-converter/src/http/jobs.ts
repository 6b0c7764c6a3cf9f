import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ImageJob } from '../queue/image-job.js';
import { ApiError } from './api-error.js';
import type { Services } from './create-http-server.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `GET /api/jobs/:id` and `GET /api/jobs/:id/files/:file`. */
export function jobRoutes(app: FastifyInstance, { queue, storage }: Services): void {
  app.get<{ Params: { id: string } }>('/api/jobs/:id', async ({ params }) => withUrls(await findJob(params.id)));

  app.get<{ Params: { id: string; file: string } }>('/api/jobs/:id/files/:file', async ({ params }, reply) => {
    const job = await findJob(params.id);
    if (job.result === undefined) throw new ApiError(409, 'NOT_READY', `the job is ${job.state}; there is no result to fetch`);
    // Only names from the manifest reach the file system: a path cannot be smuggled in.
    const output = job.result.files.find(({ file }) => file === params.file);
    if (output === undefined) throw new ApiError(404, 'NOT_FOUND', 'the job has no such file');
    return reply
      .type(`image/${output.format}`)
      .header('content-length', output.bytes)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .send(createReadStream(join(storage.result(job.id), output.file)));
  });

  async function findJob(id: string): Promise<ImageJob> {
    const job = UUID.test(id) ? await queue.find(id) : undefined;
    if (job === undefined) throw new ApiError(404, 'UNKNOWN_JOB', 'there is no job with this id');
    return job;
  }
}

/** The job as clients see it: with the addresses of its files. */
export function withUrls(job: ImageJob): object {
  if (job.result === undefined) return job;
  const files = job.result.files.map((file) => ({ ...file, url: `/api/jobs/${job.id}/files/${file.file}` }));
  return { ...job, result: { ...job.result, files } };
}
