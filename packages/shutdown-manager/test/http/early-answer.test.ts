import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';

let shutdown: ShutdownManager | undefined;
afterEach(() => shutdown?.uninstall());

test('a connection whose upload was answered before its end is quiet when the rest has come', async () => {
  const server = createServer({ keepAliveTimeout: 0 }, (_, response) => response.writeHead(413, { 'content-length': 0 }).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('http', server);
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345`);
  const [request] = (await once(server, 'request')) as [NodeJS.EventEmitter];
  expect(String((await once(client, 'data'))[0])).toContain('413');
  client.write('67890');
  await once(request, 'close');
  await shutdown[Symbol.asyncDispose]();
  expect(shutdown.report?.steps).toMatchObject([{ name: 'http', status: 'done' }]);
  client.destroy();
});
