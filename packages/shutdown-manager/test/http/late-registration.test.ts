import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';
import { LoadClient } from '@childproof/test-kit';

let shutdown: ShutdownManager | undefined;
afterEach(() => shutdown?.uninstall());

test('connections from before the server was registered are ended too, and what they ask is answered', async () => {
  const server = createServer({ keepAliveTimeout: 0 }, (_, response) => void setTimeout(() => response.end('ok'), 100));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const [idle, fresh, busy] = await Promise.all([1, 2, 3].map(() => LoadClient.open(port)));
  await idle!.request('/');
  const answer = busy!.request('/');
  await once(server, 'request');
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('http', server);
  const later = idle!.request('/');
  await shutdown[Symbol.asyncDispose]();
  await Promise.all([answer, later]);
  expect([idle, fresh, busy].map((client) => [client!.answered, client!.failed])).toEqual([[2, 0], [0, 0], [1, 0]]);
  expect(shutdown.report).toMatchObject({ ok: true });
});
