import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProgram, temporaryFolder, waitFor } from '@childproof/test-kit';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { hasRedis } from './availability.js';

const recipe = fileURLToPath(new URL('../src/bullmq.js', import.meta.url));

/** A Redis of our own, on a port that it chooses by trying. */
async function startRedis(): Promise<number> {
  const folder = temporaryFolder();
  for (let port = 20_000 + (process.pid % 10_000); ; port++) {
    const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, '--logfile', join(folder, 'log')]);
    const ended = once(redis, 'exit');
    const missing = once(redis, 'error').then(([error]: unknown[]) => Promise.reject(error as Error));
    onTestFinished(async () => {
      redis.kill('SIGKILL');
      await ended.catch(() => {});
    });
    const isUp = waitFor('Redis', () => pings(port), 10_000).then(() => true);
    if (await Promise.race([isUp, missing, ended.then(() => false)])) return port;
  }
}

function pings(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.on('data', (data) => {
      resolve(String(data).startsWith('+PONG'));
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
  });
}

test.runIf(hasRedis)('BullMQ: jobs under way are done, no other is begun, and the process ends by itself', async () => {
  const port = await startRedis();
  const connection = new Redis({ port, maxRetriesPerRequest: null });
  const queue = new Queue('images', { connection });
  onTestFinished(async () => {
    await queue.close();
    await connection.quit();
  });
  await queue.addBulk(Array.from({ length: 12 }, (_, index) => ({ name: 'convert', data: { name: `image ${index}` } })));
  const program = startProgram(recipe, { env: { REDIS_PORT: String(port) } });
  await program.waitForOutput(/begun image 3/);
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
  const [begun, done] = ['begun', 'done'].map((word) => [...program.stdout.matchAll(new RegExp(`${word} (image \\d+)`, 'g'))].map(([, name]) => name));
  expect(done!.toSorted()).toEqual(begun!.toSorted());
  expect(await queue.getActiveCount()).toBe(0);
  expect((await queue.getWaitingCount()) + (await queue.getCompletedCount())).toBe(12);
  expect(program.stderr).toBe('');
});
