import type { FastifyInstance } from 'fastify';
import type { Services } from './create-http-server.js';

/** `/health/live`: the process answers. `/health/ready`: it should be sent requests; 503 as soon as it is to end. */
export function healthRoutes(app: FastifyInstance, { isReady }: Services): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) =>
    isReady() ? { status: 'ready' } : reply.code(503).send({ error: { code: 'SHUTTING_DOWN', message: 'the server is about to end' } }),
  );
}
