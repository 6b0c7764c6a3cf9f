import type { FastifyInstance } from 'fastify';
import type { Services } from './create-http-server.js';

/** A database that takes longer to say a word is no database to send requests to. */
const DATABASE_MS = 2_000;

/** `/health/live`: the process answers. `/health/ready`: it should be sent requests; 503 as soon as it is to end, or has no database. */
export function healthRoutes(app: FastifyInstance, { isReady, pingDatabase }: Pick<Services, 'isReady' | 'pingDatabase'>): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    if (!isReady()) return reply.code(503).send({ error: { code: 'SHUTTING_DOWN', message: 'the server is about to end' } });
    if (await answersInTime(pingDatabase())) return { status: 'ready' };
    return reply.code(503).send({ error: { code: 'NOT_READY', message: 'the database does not answer' } });
  });
}

async function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, DATABASE_MS, false)));
  try {
    return await Promise.race([
      answer.then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
