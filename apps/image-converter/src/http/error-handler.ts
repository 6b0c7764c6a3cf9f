import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.js';

/** Every error leaves as `{ error: { code, message } }`; what is nobody's fault but ours tells nothing of its inside. */
export function replyWithErrors(app: FastifyInstance): void {
  app.setNotFoundHandler(async (request) => {
    throw new ApiError(404, 'NOT_FOUND', `there is nothing at ${request.method} ${request.url}`);
  });
  app.setErrorHandler(async (error: Error & { statusCode?: number; code?: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (error instanceof ApiError) {
      return reply.code(status).send({ error: { code: error.code, message: error.message } });
    }
    if (status < 500) return reply.code(status).send({ error: { code: 'BAD_REQUEST', message: error.message } });
    process.stderr.write(`image-converter: ${error.stack ?? error.message}\n`);
    return reply.code(500).send({ error: { code: 'INTERNAL', message: 'something went wrong on our side' } });
  });
}
