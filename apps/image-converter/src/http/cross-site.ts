import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.js';

/** A page of somebody else must not upload, cancel or re-drive with its visitor's browser. Programs send no such header. */
export function refuseCrossSite(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method, headers }) => {
    if (method === 'GET' || method === 'HEAD') return;
    if (headers['sec-fetch-site'] === 'cross-site') throw new ApiError(403, 'CROSS_SITE', 'this was sent by a page of another site');
  });
}
