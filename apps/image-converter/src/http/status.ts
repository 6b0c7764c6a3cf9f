import type { FastifyInstance } from 'fastify';
import { FAULTS } from '../faults/fault.js';
import type { Services } from './create-http-server.js';

/** `GET /api/status`: queue and workers at this moment. */
export function statusRoute(app: FastifyInstance, { pool, queue, presets, config }: Services): void {
  app.get('/api/status', async () => {
    const { workers, ...counters } = pool.stats();
    return {
      queue: await queue.counts(),
      pool: counters,
      workers,
      presets: presets().names,
      limits: {
        maxUploadBytes: config.maxUploadBytes,
        maxFilesPerUpload: config.maxFilesPerUpload,
        maxPixels: config.limits.maxPixels,
        maxFrames: config.limits.maxFrames,
      },
      faults: config.faultInjection ? FAULTS : {},
    };
  });
}
