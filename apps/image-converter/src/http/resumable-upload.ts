import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import type { FastifyInstance } from 'fastify';
import { enqueue, type Enqueued } from '../uploads/enqueue.js';
import { shownName } from '../uploads/shown-name.js';
import { stageFile } from '../uploads/stage-file.js';
import { ApiError } from './api-error.js';
import type { Services } from './create-http-server.js';
import { guardAgainstStalls } from './stalled-upload.js';
import { wishesOf } from './wishes.js';

const PATH = '/api/uploads';
const EXPIRES_MS = 24 * 60 * 60_000;
const SWEEP_MS = 60 * 60_000;

/** `/api/uploads`: uploads that can be resumed, also after a redeploy, by the tus protocol. A complete one becomes a job. */
export function resumableUploadRoutes(app: FastifyInstance, services: Services): void {
  const { storage, config, log } = services;
  const datastore = new FileStore({ directory: storage.uploads, expirationPeriodInMilliseconds: EXPIRES_MS });
  const server = new Server({
    path: PATH,
    datastore,
    maxSize: config.maxUploadBytes,
    relativeLocation: true,
    async onUploadCreate(_request, { metadata }) {
      await refusing(async () => wishesOf(parametersOf(metadata), services));
      return {};
    },
    async onUploadFinish(_request, upload) {
      const { job } = await refusing(() => finish(upload, services));
      return { headers: { 'x-job-id': job.id, 'x-job-url': `/api/jobs/${job.id}` } };
    },
  });
  const timer = setInterval(() => {
    server.cleanUpExpiredUploads().catch((err: unknown) => log.error({ err }, 'expired uploads could not be removed'));
  }, SWEEP_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  // The protocol reads the body itself.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  for (const path of [PATH, `${PATH}/*`]) {
    app.all(path, async (request, reply) => {
      reply.hijack();
      const release = guardAgainstStalls(request.raw, services);
      reply.raw.once('close', release);
      await server.handle(request.raw, reply.raw);
    });
  }
}

async function finish({ id, metadata }: Upload, services: Services): Promise<Enqueued> {
  const { storage } = services;
  const path = join(storage.uploads, id);
  try {
    const parameters = parametersOf(metadata);
    const staged = await stageFile(createReadStream(path), shownName(parameters['filename'] ?? ''), storage.temporary);
    try {
      const [enqueued] = await enqueue([staged], wishesOf(parameters, services), services);
      return enqueued!;
    } finally {
      await staged.discard();
    }
  } finally {
    await Promise.all([rm(path, { force: true }), rm(`${path}.json`, { force: true })]);
  }
}

function parametersOf(metadata: Upload['metadata'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, value ?? '']));
}

/** Refusals in the form that the protocol's library passes on. */
async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The library wants a plain object, not an error.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw { status_code: error.statusCode, body: JSON.stringify({ error: { code: error.code, message: error.message } }) };
  }
}
