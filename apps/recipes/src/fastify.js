import { fastify } from 'fastify';
import { createShutdownManager } from '@childproof/shutdown-manager';

const shutdown = createShutdownManager({ deadlineMs: 25_000 });
const app = fastify();
app.get('/ready', (request, reply) => reply.code(shutdown.readiness().ready ? 200 : 503).send());
app.get('/', () => 'hello\n');

shutdown.add('http', app); // its own close(), with the onClose hooks, is called when the connections have ended
await app.listen({ port: Number(process.env.PORT ?? 8080) });
console.log(`port ${app.server.address().port}`);
