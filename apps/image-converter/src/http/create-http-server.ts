import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { JobFeed } from '../jobs/job-feed.js';
import type { Presets } from '../outputs/presets.js';
import type { ImageQueue } from '../queue/image-queue.js';
import type { Storage } from '../storage/storage.js';
import type { ImagePool } from '../workers/image-pool.js';
import { refuseCrossSite } from './cross-site.js';
import { replyWithErrors } from './error-handler.js';
import { eventRoutes } from './events.js';
import { healthRoutes } from './health.js';
import { jobRoutes } from './jobs.js';
import { metricsRoute } from './metrics.js';
import { limitRate } from './rate-limit.js';
import { resumableUploadRoutes } from './resumable-upload.js';
import type { SignedUrls } from './signed-urls.js';
import { statusRoute } from './status.js';
import { uploadRoute } from './upload.js';

/** What the routes work with. */
export interface Services {
  readonly config: Config;
  readonly log: Logger;
  readonly storage: Storage;
  readonly queue: ImageQueue;
  readonly pool: ImagePool;
  readonly feed: JobFeed;
  readonly urls: SignedUrls;
  /** As they are now: they can be read anew. */
  readonly presets: () => Presets;
  /** Aborted when the server is to end. */
  readonly stopping: AbortSignal;
  /** False from the moment that the server should get no new connections. */
  readonly isReady: () => boolean;
  readonly pingDatabase: () => Promise<unknown>;
  readonly onQueued: () => void;
  readonly onCancelled: (jobId: string) => void;
}

const asset = (folder: string): string => fileURLToPath(new URL(`../${folder}/`, import.meta.url));

/** Headers and body together, however slowly they trickle in. */
const REQUEST_TIMEOUT_MS = 5 * 60_000;
const HEADERS_TIMEOUT_MS = 15_000;

/** The HTTP server, not yet listening. */
export async function createHttpServer(services: Services): Promise<FastifyInstance> {
  const { maxUploadBytes, maxFilesPerUpload, trustProxyHops } = services.config;
  const loggerInstance: FastifyBaseLogger = services.log;
  const app: FastifyInstance = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    trustProxy: (_address, hop) => hop < trustProxyHops,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 5_000 },
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('content-security-policy', CONTENT_SECURITY_POLICY);
  });
  replyWithErrors(app);
  refuseCrossSite(app);
  await limitRate(app, services);
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: maxUploadBytes, files: maxFilesPerUpload, fields: 8, fieldSize: 1_024 },
  });
  await app.register(fastifyStatic, { root: asset('public'), index: 'index.html' });
  await app.register(fastifyStatic, { root: asset('samples'), prefix: '/samples/', decorateReply: false, list: false });
  uploadRoute(app, services);
  resumableUploadRoutes(app, services);
  jobRoutes(app, services);
  eventRoutes(app, services);
  healthRoutes(app, services);
  statusRoute(app, services);
  metricsRoute(app, services);
  return app;
}

const CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
