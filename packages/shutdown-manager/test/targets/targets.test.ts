import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { waitUntilGone } from '@childproof/test-kit';
import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';

let shutdown: ShutdownManager;
const create = (): ShutdownManager => (shutdown = createShutdownManager({ onReport: () => {} }));
afterEach(() => shutdown.uninstall());

test.each(['close', 'stop', 'end', 'disconnect', Symbol.asyncDispose])('an object with %s() is ended by it, in cleanup', async (method) => {
  const target = { ended: false, async [method]() { this.ended = true; } };
  create().add('x', target as never);
  await shutdown[Symbol.asyncDispose]();
  expect(target.ended).toBe(true);
  expect(shutdown.report?.steps).toMatchObject([{ name: 'x', phase: 'cleanup', status: 'done' }]);
});

test('a child process is asked, and killed at the limit of its step', async () => {
  const polite = spawn('sleep', ['60']);
  const deaf = spawn('sh', ['-c', 'trap "" TERM; echo up; while :; do sleep 0.02; done']);
  await once(deaf.stdout, 'data');
  create().add('polite', polite);
  shutdown.add('deaf', deaf, { timeoutMs: 100 });
  const ends = Promise.all([once(polite, 'exit'), once(deaf, 'exit')]);
  await shutdown[Symbol.asyncDispose]();
  expect(await ends).toEqual([[null, 'SIGTERM'], [null, 'SIGKILL']]);
  await waitUntilGone(deaf.pid!);
  const statuses = shutdown.report!.steps.map(({ name, phase, status }) => [name, phase, status]);
  expect(statuses).toEqual([['polite', 'drain', 'done'], ['deaf', 'drain', 'timed-out']]);
});

test('a net server waits for its connections, and destroys them at the limit', async () => {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  await once(server, 'listening');
  create().add('tcp', server, { timeoutMs: 200 });
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
  await Promise.all([once(client, 'connect'), once(server, 'connection')]);
  const closed = once(client, 'close');
  await shutdown[Symbol.asyncDispose]();
  await closed;
  expect(shutdown.report?.steps).toMatchObject([{ name: 'tcp', phase: 'drain', status: 'timed-out' }]);
});

test('an http connection that never ends is destroyed at the limit, and told', async () => {
  const server = createHttpServer((_, response) => void response.write('for ever')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  create().add('http', server, { timeoutMs: 300 });
  const { body } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const read = new Response(body).text().catch((error: unknown) => (error as Error).message);
  await shutdown[Symbol.asyncDispose]();
  expect(await read).toBe('terminated');
  expect(shutdown.report?.steps).toMatchObject([{ name: 'http', status: 'timed-out' }]);
});

test('a framework that owns its server is closed when the connections have ended', async () => {
  const server = createHttpServer((_, response) => void setTimeout(() => response.end('answered'), 50)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const framework = { server, connections: -1, close: () => void server.getConnections((_, count) => (framework.connections = count)) };
  create().add('app', framework);
  const answer = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`).then((response) => response.text());
  await once(server, 'request');
  await shutdown[Symbol.asyncDispose]();
  expect(await answer).toBe('answered');
  expect(framework.connections).toBe(0);
  expect(shutdown.report?.steps).toMatchObject([{ name: 'app', phase: 'drain', status: 'done' }]);
});
