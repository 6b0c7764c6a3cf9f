import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { createShutdownManager } from '@childproof/shutdown-manager';

const shutdown = createShutdownManager({ deadlineMs: 25_000 });
const connection = new Redis({ port: Number(process.env.REDIS_PORT ?? 6379), maxRetriesPerRequest: null });
shutdown.add('redis', () => connection.quit(), { phase: 'final' });

await shutdown.start([
  {
    name: 'queue',
    start: async () => {
      const queue = new Queue('images', { connection });
      await queue.waitUntilReady();
      return queue;
    },
    stop: (queue) => queue.close(),
    retry: { attempts: 5 },
    exitCode: 69,
  },
  {
    name: 'worker',
    phase: 'drain',
    start: async () => {
      const worker = new Worker('images', (job) => convert(job.data), { connection, concurrency: 4 });
      await worker.waitUntilReady();
      return worker;
    },
    stop: (worker) => worker.close(), // takes no new job, and waits for those under way
    stopTimeoutMs: 20_000,
  },
]);
console.log('ready');

async function convert({ name }) {
  console.log(`begun ${name}`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  console.log(`done ${name}`);
}
