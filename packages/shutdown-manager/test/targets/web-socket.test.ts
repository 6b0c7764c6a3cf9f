import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());

async function startServer(timeoutMs = 10_000): Promise<{ sockets: WebSocketServer; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new WebSocketServer({ server });
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('http', server);
  shutdown.add('websocket', sockets, { timeoutMs });
  return { sockets, port: (server.address() as AddressInfo).port };
}

test('clients get a close frame that says why, and what was sent before it', async () => {
  const { sockets, port } = await startServer();
  sockets.on('connection', (socket) => shutdown.signal.addEventListener('abort', () => socket.send('last words')));
  const clients = await Promise.all([1, 2, 3].map(async () => {
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(client, 'open');
    return client;
  }));
  const ends = clients.map((client) => Promise.all([once(client, 'message'), once(client, 'close')]));
  await shutdown[Symbol.asyncDispose]();
  for (const [[message], [code, reason]] of await Promise.all(ends)) {
    expect([String(message), code, String(reason)]).toEqual(['last words', 1001, 'the server is shutting down']);
  }
  expect(shutdown.report).toMatchObject({ ok: true, steps: [{ status: 'done' }, { status: 'done' }] });
  expect(shutdown.report!.durationMs).toBeLessThan(300 + 1_000); // no limit was waited for
});

test('a client that does not answer the close frame is cut off at the limit', async () => {
  const { sockets, port } = await startServer(200);
  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
  await once(sockets, 'connection');
  const closed = once(client.resume(), 'close');
  await shutdown[Symbol.asyncDispose]();
  await closed;
  expect(shutdown.report?.steps.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(['http done', 'websocket timed-out']);
});
