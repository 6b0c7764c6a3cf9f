import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config/config.js';
import type { ImageQueue } from '../queue/image-queue.js';
import type { JobFeed } from '../server/job-feed.js';
import type { Storage } from '../storage/storage.js';
import type { ImagePool } from '../workers/image-pool.js';
import { replyWithErrors } from './error-handler.js';
import { eventRoutes } from './events.js';
import { healthRoutes } from './health.js';
import { jobRoutes } from './jobs.js';
import { statusRoute } from './status.js';
import { uploadRoute } from './upload.js';

/** What the routes work with. */
export interface Services {
  readonly config: Config;
  readonly storage: Storage;
  readonly queue: ImageQueue;
  readonly pool: ImagePool;
  readonly feed: JobFeed;
  /** Aborted when the server is to end. */
  readonly stopping: AbortSignal;
  /** False from the moment that the server should get no new connections. */
  readonly isReady: () => boolean;
  readonly onQueued: () => void;
}

const asset = (folder: string): string => fileURLToPath(new URL(`../${folder}/`, import.meta.url));

/** The HTTP server, not yet listening. */
export async function createHttpServer(services: Services): Promise<FastifyInstance> {
  const { maxUploadBytes, maxFilesPerUpload } = services.config;
  const app = Fastify({ logger: false, bodyLimit: 1024 * 1024 });
  replyWithErrors(app);
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: maxUploadBytes, files: maxFilesPerUpload, fields: 8, fieldSize: 1_024 },
  });
  await app.register(fastifyStatic, { root: asset('public'), index: 'index.html' });
  await app.register(fastifyStatic, { root: asset('samples'), prefix: '/samples/', decorateReply: false, list: false });
  uploadRoute(app, services);
  jobRoutes(app, services);
  eventRoutes(app, services);
  healthRoutes(app, services);
  statusRoute(app, services);
  return app;
}
