import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.js';

/** Every error leaves as `{ error: { code, message } }`; what is nobody's fault but ours tells nothing of its inside. */
export function replyWithErrors(app: FastifyInstance): void {
  app.setNotFoundHandler(async (request) => {
    throw new ApiError(404, 'NOT_FOUND', `there is nothing at ${request.method} ${request.url}`);
  });
  app.setErrorHandler(async (error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (error instanceof ApiError) {
      return reply.code(status).send({ error: { code: error.code, message: error.message } });
    }
    if (status < 500) return reply.code(status).send({ error: { code: 'BAD_REQUEST', message: error.message } });
    // A sender that goes away in the middle is an everyday thing.
    const isAborted = !request.raw.complete || (error.code === 'ECONNRESET' && error.message === 'aborted');
    if (request.raw.destroyed && isAborted) request.log.debug({ err: error }, 'the sender went away');
    else request.log.error({ err: error }, 'a request failed');
    return reply.code(500).send({ error: { code: 'INTERNAL', message: 'something went wrong on our side' } });
  });
}
