import { once } from 'node:events';
import { connect, createServer, type ClientHttp2Session, type Http2Server, type Http2ServerRequest } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { waitFor } from '@childproof/test-kit';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());

/** Answers with the path, after so many milliseconds as it says; `/stream` sends its headers at once. */
async function startServer(): Promise<Http2Server> {
  const server = createServer((request, response) => {
    const [, ms, kind] = request.url.split('/');
    if (kind === 'stream') response.write('begun ');
    setTimeout(() => response.end(request.url), Number(ms));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('http2', server);
  return server;
}

async function openSession(server: Http2Server): Promise<ClientHttp2Session> {
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => session.destroy());
  session.on('error', () => {});
  await once(session, 'connect');
  return session;
}

/** Settles with the body, or rejects when the stream fails. */
function get(session: ClientHttp2Session, path: string): Promise<string> {
  const stream = session.request({ ':path': path });
  let body = '';
  stream.setEncoding('utf8').on('data', (text: string) => (body += text));
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('close', () => (stream.rstCode === 0 ? resolve(body) : reject(new Error(`rst ${stream.rstCode}`))));
  });
}

test('streams in flight finish, and the client is told to begin no more', async () => {
  const server = await startServer();
  const session = await openSession(server);
  const answers = ['/300', '/300/stream', '/10', '/500'].map((path) => get(session, path));
  await waitFor('the requests', async () => (await new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))) === 1);
  await get(session, '/0'); // they have all arrived
  const goaway = once(session, 'goaway');
  await shutdown[Symbol.asyncDispose]();
  expect(await Promise.all(answers)).toEqual(['/300', 'begun /300/stream', '/10', '/500']);
  expect((await goaway)[0]).toBe(0);
  expect(shutdown.report).toMatchObject({ ok: true, steps: [{ name: 'http2', phase: 'drain', status: 'done' }] });
});

test('every stream that reaches the server is answered, under load', async () => {
  const server = await startServer();
  const arrived = new Set<string>();
  server.on('request', ({ url }: Http2ServerRequest) => arrived.add(url));
  const sessions = await Promise.all(Array.from({ length: 8 }, () => openSession(server)));
  const answered = new Set<string>();
  let next = 0;
  const saturate = async (session: ClientHttp2Session): Promise<void> => {
    while (!session.closed && !session.destroyed) {
      const path = `/1/plain/${next++}`;
      // The client itself gives up what it has not written when it hears of the end: that has never been a request.
      await get(session, path).then((body) => answered.add(body), () => {});
    }
  };
  const done = sessions.flatMap((session) => [saturate(session), saturate(session), saturate(session)]);
  await waitFor('load', () => answered.size > 500);
  await shutdown[Symbol.asyncDispose]();
  await Promise.all(done);
  expect(arrived.size).toBeGreaterThan(500);
  expect([...arrived].filter((path) => !answered.has(path))).toEqual([]);
});

test('idle sessions do not hold the end up, and one that comes while the door closes is ended too', async () => {
  const server = await startServer();
  await openSession(server);
  await openSession(server);
  const before = performance.now();
  await shutdown[Symbol.asyncDispose]();
  expect(performance.now() - before).toBeLessThan(5_000); // not the limit of the step
  expect(shutdown.report?.ok).toBe(true);
});

test('a stream that never ends is destroyed at the limit, and told', async () => {
  const server = createServer((_, response) => void response.write('for ever')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  shutdown = createShutdownManager({ onReport: () => {} });
  shutdown.add('http2', server, { timeoutMs: 200 });
  const session = await openSession(server);
  const stream = session.request({ ':path': '/' }).on('error', () => {});
  await once(stream, 'data');
  const closed = once(session, 'close');
  await shutdown[Symbol.asyncDispose]();
  await closed;
  expect(shutdown.report?.steps).toMatchObject([{ name: 'http2', status: 'timed-out' }]);
});
