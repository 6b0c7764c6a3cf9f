import { fastify } from 'fastify';
import { answer, tellPort } from './handler.js';

const app = fastify({ keepAliveTimeout: 60_000 });
app.get('/', (request, reply) => {
  reply.hijack();
  answer(request.raw, reply.raw);
});
process.once('SIGTERM', () => app.close());
await app.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 });
tellPort(app.server);
