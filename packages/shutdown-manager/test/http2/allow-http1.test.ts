import { once } from 'node:events';
import { createSecureServer, type SecureServerOptions } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';
import { LoadClient } from '@childproof/test-kit';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());

const key = Buffer.from('0123456789abcdef');
const tls = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;

async function openClient(port: number): Promise<LoadClient> {
  const pskCallback = () => ({ psk: key, identity: 'test' });
  const socket = connect({ port, host: '127.0.0.1', ...tls, ALPNProtocols: ['http/1.1'], pskCallback, checkServerIdentity: () => undefined });
  await once(socket, 'secureConnect');
  return new LoadClient(socket);
}

test('HTTP/1 clients of an HTTP/2 server lose no request, and idle ones do not hold the end up', async () => {
  const server = createSecureServer({ ...tls, allowHTTP1: true, pskCallback: () => key } as SecureServerOptions, (_, response) => {
    setTimeout(() => response.end('ok'), 5);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('http2', server);
  const { port } = server.address() as AddressInfo;
  const [idle, fresh, ...busy] = await Promise.all(Array.from({ length: 10 }, () => openClient(port)));
  await idle!.request('/');
  const done = Promise.all(busy.map((client) => client.saturate(() => '/')));
  await Promise.all(busy.map((client) => client.request('/')));
  await shutdown[Symbol.asyncDispose]();
  await done;
  expect([idle!, fresh!, ...busy].reduce((failed, client) => failed + client.failed, 0)).toBe(0);
  expect(shutdown.report).toMatchObject({ ok: true, steps: [{ name: 'http2', status: 'done' }] });
});
