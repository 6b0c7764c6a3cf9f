import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { LoadClient, waitFor } from '@childproof/test-kit';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());

test('Fastify answers 200 to the end, and its onClose hooks run when the connections have ended', async () => {
  const app: FastifyInstance = fastify({ keepAliveTimeout: 0 });
  app.get('/', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return 'ok';
  });
  let connectionsAtClose = -1;
  app.addHook('onClose', async () => {
    connectionsAtClose = await new Promise<number>((resolve) => app.server.getConnections((_, count) => resolve(count)));
  });
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('app', app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const clients = await Promise.all(Array.from({ length: 16 }, () => LoadClient.open(port)));
  onTestFinished(() => clients.forEach((client) => client.close()));
  const done = clients.map((client) => client.saturate(() => '/'));
  await waitFor('load', () => clients.every(({ answered }) => answered > 5));
  await shutdown[Symbol.asyncDispose]();
  await Promise.all(done);
  expect(clients.map(({ failed }) => failed)).toEqual(clients.map(() => 0));
  expect(new Set(clients.flatMap(({ bodies }) => bodies))).toEqual(new Set(['ok']));
  expect(connectionsAtClose).toBe(0);
  expect(shutdown.report).toMatchObject({ ok: true, steps: [{ name: 'app', phase: 'drain', status: 'done' }] });
});
