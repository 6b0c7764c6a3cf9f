import { once } from 'node:events';
import { createSecureServer, type SecureServerOptions } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';
import { openTlsClient, tlsServerOptions } from '../tls.js';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());

test('HTTP/1 clients of an HTTP/2 server lose no request, and idle ones do not hold the end up', async () => {
  const server = createSecureServer({ ...tlsServerOptions, allowHTTP1: true } as SecureServerOptions, (_, response) => {
    setTimeout(() => response.end('ok'), 5);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('http2', server);
  const { port } = server.address() as AddressInfo;
  const [idle, fresh, ...busy] = await Promise.all(Array.from({ length: 10 }, () => openTlsClient(port, { ALPNProtocols: ['http/1.1'] })));
  await idle!.request('/');
  const done = Promise.all(busy.map((client) => client.saturate(() => '/')));
  await Promise.all(busy.map((client) => client.request('/')));
  await shutdown[Symbol.asyncDispose]();
  await done;
  expect([idle!, fresh!, ...busy].reduce((failed, client) => failed + client.failed, 0)).toBe(0);
  expect(shutdown.report).toMatchObject({ ok: true, steps: [{ name: 'http2', status: 'done' }] });
});
