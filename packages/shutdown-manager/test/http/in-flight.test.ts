import { once } from 'node:events';
import { createServer, request, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());

async function serve(listener: RequestListener): Promise<{ port: number; server: ReturnType<typeof createServer> }> {
  const server = createServer({ keepAliveTimeout: 0 }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('http', server);
  return { port: (server.address() as AddressInfo).port, server };
}

test('an upload in progress goes on, and is answered', async () => {
  const { port, server } = await serve((incoming, response) => void text(incoming).then((body) => response.end(`${body.length}`)));
  const upload = request({ port, host: '127.0.0.1', method: 'POST' });
  const answer = once(upload, 'response');
  upload.write('x'.repeat(100_000));
  await once(server, 'request');
  const end = shutdown[Symbol.asyncDispose]();
  await once(shutdown.signal, 'abort');
  upload.end('y'.repeat(100_000));
  const [response] = (await answer) as [Parameters<typeof text>[0]];
  expect(await text(response)).toBe('200000');
  await end;
  expect(shutdown.report?.ok).toBe(true);
});

test('an answer that is being streamed arrives whole', async () => {
  const parts = Array.from({ length: 20 }, (_, index) => `part ${index}\n`);
  const { port } = await serve((_, response) => {
    const rest = [...parts];
    const timer = setInterval(() => {
      response.write(rest.shift());
      if (rest.length > 0) return;
      clearInterval(timer);
      response.end();
    }, 10);
  });
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  const end = shutdown[Symbol.asyncDispose]();
  expect(await answer.text()).toBe(parts.join(''));
  await end;
  expect(shutdown.report?.ok).toBe(true);
});

test('server-sent events are ended by who sends them, on `signal`, and not at a limit', async () => {
  const { port } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    shutdown.signal.addEventListener('abort', () => response.end('event: bye\n\n'));
  });
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`http://127.0.0.1:${port}/`)));
  const end = shutdown[Symbol.asyncDispose]();
  for (const answer of answers) expect(await answer.text()).toBe('data: 1\n\nevent: bye\n\n');
  await end;
  expect(shutdown.report).toMatchObject({ ok: true, steps: [{ name: 'http', status: 'done' }] });
});

test('an upgraded connection is its owner’s to end, and is waited for', async () => {
  const { port, server } = await serve(() => {});
  server.on('upgrade', (_, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n');
    shutdown.signal.addEventListener('abort', () => setTimeout(() => socket.end('bye'), 50));
  });
  const client = connect(port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  client.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n');
  await once(client, 'data');
  const rest = text(client);
  await shutdown[Symbol.asyncDispose]();
  expect(await rest).toBe('bye');
  expect(shutdown.report).toMatchObject({ ok: true, steps: [{ name: 'http', status: 'done' }] });
});
