import { once } from 'node:events';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';
import { openTlsClient, tlsServerOptions } from '../tls.js';

let shutdown: ShutdownManager | undefined;
afterEach(() => shutdown?.uninstall());

test('over TLS no request is dropped, and idle connections do not hold the end up', async () => {
  const server = createServer({ ...tlsServerOptions, keepAliveTimeout: 0 } as ServerOptions, (_, response) => response.end('ok'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('https', server);
  const { port } = server.address() as AddressInfo;
  const [idle, fresh, ...busy] = await Promise.all(Array.from({ length: 12 }, () => openTlsClient(port)));
  await idle!.request('/');
  const done = Promise.all(busy.map((client) => client.saturate(() => '/')));
  await Promise.all(busy.map((client) => client.request('/')));
  await shutdown[Symbol.asyncDispose]();
  await done;
  expect([idle!, fresh!, ...busy].reduce((failed, client) => failed + client.failed, 0)).toBe(0);
  expect(shutdown.report).toMatchObject({ ok: true, steps: [{ name: 'https', status: 'done' }] });
});
