import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { temporaryFolder, waitFor } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { goodImages } from '../images.js';
import { finalJob, get, startServer, upload, type TestServer } from '../server.js';

const LISTENERS = 500;
const MiB = 1024 * 1024;

test('500 listeners see every job; those that do not read are let go, and memory stays where it is', async () => {
  const server = await startServer(temporaryFolder(), { RATE_LIMIT_PER_MINUTE: '0' });
  const ids = new Set<string>();
  const seen: Set<string>[] = [];
  const readers = await Promise.all(
    Array.from({ length: LISTENERS }, async (_, index) => {
      const done = new Set<string>();
      seen.push(done);
      const socket = await listen(server);
      let text = '';
      // Every tenth does not read a word.
      if (index % 10 === 0) socket.pause();
      else {
        socket.setEncoding('latin1').on('data', (chunk: string) => {
          text += chunk;
          const events = text.split('\n\n');
          text = events.pop()!;
          for (const event of events) if (event.includes('"state":"done"')) done.add(/"id":"([^"]+)"/.exec(event)![1]!);
        });
      }
      return socket;
    }),
  );
  const images = await goodImages(12);
  await send(server, images.slice(0, 4), ids);
  const before = rssOf(server.pid);
  for (const width of [500, 510, 520, 530]) await send(server, images, ids, `?width=${width}`);
  await waitFor('all listeners that read to have seen all', () => seen.every((done, index) => index % 10 === 0 || [...ids].every((id) => done.has(id))));
  // Of those that do not read, what they have not read is bounded; the kernel's buffers hold the rest.
  expect(rssOf(server.pid) - before).toBeLessThan(150 * MiB);
  expect((await get(server, 'health/ready')).status).toBe(200);
  server.program.kill('SIGTERM');
  for (const socket of readers) socket.resume();
  expect(await server.program.exited).toEqual({ code: 0, signal: null });
}, 120_000);

async function send(server: TestServer, images: Parameters<typeof upload>[1], ids: Set<string>, query = ''): Promise<void> {
  const { body } = await upload(server, images, query);
  for (const { id } of body.jobs) ids.add(id);
  for (const { id } of body.jobs) await finalJob(server, id);
}

async function listen({ url }: TestServer): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write('GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'readable');
  return socket;
}

function rssOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4_096;
}
