import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.js';
import type { Services } from './create-http-server.js';

/** So many requests to the API per minute and address; probes, metrics and the page itself are not counted. */
export async function limitRate(app: FastifyInstance, { config }: Pick<Services, 'config'>): Promise<void> {
  if (config.rateLimitPerMinute === 0) return;
  await app.register(rateLimit, {
    max: config.rateLimitPerMinute,
    timeWindow: 60_000,
    allowList: ({ url }) => !url.startsWith('/api/'),
    errorResponseBuilder: (_request, { after }) => new ApiError(429, 'RATE_LIMITED', `too many requests; try again in ${after}`),
  });
}
