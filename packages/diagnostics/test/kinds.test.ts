import { once } from 'node:events';
import http2 from 'node:http2';
import net from 'node:net';
import type { ActiveResource } from '@childproof/diagnostics';
import { waitFor, waitUntilGone, temporaryFolder } from '@childproof/test-kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fixture, markedLine, PRELOAD, REQUIRE_PRELOAD, resourcesOf, startFixture } from './programs.js';

/** Fixture, kind, and what the detail says. */
const CASES: readonly (readonly [name: string, kind: string, detail: RegExp])[] = [
  ['interval', 'interval', /^every 60000 ms$/],
  ['timeout-chain', 'timeout', /^after 60000 ms$/],
  ['immediate', 'immediate', /^$/],
  ['timer-promise', 'timer-promise', /^setTimeout, 60000 ms$/],
  ['timer-promise-interval', 'timer-promise', /^setInterval, 20 ms$/],
  ['promisified-timeout', 'timer-promise', /^setTimeout, 60000 ms$/],
  ['tcp-server', 'tcp-server', /^127\.0\.0\.1:\d+$/],
  ['http-server', 'tcp-server', /^127\.0\.0\.1:\d+$/],
  ['unix-server', 'unix-server', /\/unix-\w+\/socket$/],
  ['client-socket', 'socket', /^to 127\.0\.0\.1:\d+$/],
  ['http-client', 'http-request', /^GET http:\/\/127\.0\.0\.1:\d+\/slow to 127\.0\.0\.1:\d+$/],
  ['http2-client', 'http2-session', /^to 127\.0\.0\.1:\d+$/],
  ['broadcast-channel', 'broadcast-channel', /^news$/],
  ['fs-request', 'fs-request', /^open \/.*\/fifo$/],
  ['fs-promise', 'fs-request', /^readFile \/.*\/fifo$/],
  ['file-handle', 'fs-request', /^read \/.*\/fifo$/],
  ['https-reused', 'http-request', /^GET https:\/\/127\.0\.0\.1:\d+\/slow to 127\.0\.0\.1:\d+$/],
  ['dns-request', 'dns-request', /^resolve4 example\.test$/],
  ['dns-lookup', 'dns-request', /^lookup example\.invalid$/],
  ['zlib', 'zlib', /^Gzip, 1000000 bytes$/],
  ['zlib-stream', 'zlib', /^Gzip, 1000000 bytes$/],
  ['child-process', 'child-process', /^pid \d+: sleep 60$/],
  ['fork', 'fork', /^pid \d+: .*forked\.mjs$/],
  ['worker', 'worker', /^thread \d+: code$/],
  ['message-port', 'message-port', /^port1$/],
  ['fs-watcher', 'fs-watcher', /^\//],
  ['watch-file', 'watch-file', /./],
  ['udp-socket', 'udp-socket', /^127\.0\.0\.1:\d+$/],
];

describe.each([
  ['--import', PRELOAD],
  ['--require', REQUIRE_PRELOAD],
])('with %s', (_, nodeArgs) => {
  it.each(CASES)('%s: names the one thing that holds it open, and its line', async (name, kind, detail) => {
    const peer = net.createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await once(peer, 'listening');
    onTestFinished(() => void peer.close());
    const args = [String((peer.address() as net.AddressInfo).port)];
    const program = startFixture(name, { nodeArgs, args, env: { FOLDER: temporaryFolder() } });
    const resources = (await resourcesOf(program)).filter(({ ref }) => ref);
    expect(resources).toEqual([
      {
        kind,
        detail: expect.stringMatching(detail) as string,
        ref: true,
        createdAt: { file: fixture(name), line: markedLine(name), stack: expect.any(Array) as string[] },
        ageMs: expect.any(Number) as number,
      },
    ]);
    program.kill();
    await program.exited;
    const [, pid] = /^pid (\d+)/.exec(resources[0]!.detail) ?? [];
    if (pid !== undefined) await waitUntilGone(Number(pid));
  });
});

it('names a connection of a server that is closed, with the line of its listen', async () => {
  const program = startFixture('connection');
  const [, port] = await program.waitForOutput(/^port: (\d+)$/m);
  const client = net.connect(Number(port), '127.0.0.1');
  onTestFinished(() => void client.destroy());
  client.on('error', () => {});
  const found = (await resourcesOf(program)).find(({ kind }) => kind === 'connection');
  expect(found).toMatchObject({ ref: true, detail: expect.stringMatching(/^from 127\.0\.0\.1:\d+$/) as string });
  expect(found!.createdAt).toMatchObject({ file: fixture('connection'), line: markedLine('connection') });
});

it('tells a connection on which an answer is due from one that is kept alive', async () => {
  const program = startFixture('keep-alive');
  const [, port] = await program.waitForOutput(/^port: (\d+)$/m);
  for (const path of ['/slow', '/']) {
    const client = net.connect(Number(port), '127.0.0.1').on('error', () => {});
    onTestFinished(() => void client.destroy());
    client.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    if (path === '/') await once(client, 'data');
  }
  await waitFor('both connections', async () => {
    program.kill('SIGUSR2');
    return program.stdout.includes('answer to GET');
  });
  const [last] = program.stdout.split('\n').filter((line) => line.includes('answer to GET'));
  const resources = JSON.parse(last!.replace('resources: ', '')) as ActiveResource[];
  expect(resources.map(({ kind, detail, createdAt }) => [kind, detail.replace(/\d+(\.\d+)+:\d+/, 'client'), createdAt?.line])).toEqual(
    expect.arrayContaining([['connection', 'from client, answer to GET /slow is due', markedLine('keep-alive')]]),
  );
});

it('names an HTTP/2 session of a server', async () => {
  const program = startFixture('http2-server');
  const [, port] = await program.waitForOutput(/^port: (\d+)$/m);
  const client = http2.connect(`http://127.0.0.1:${port}`).on('error', () => {});
  onTestFinished(() => client.destroy());
  const resources = await resourcesOf(program);
  expect(resources.find(({ kind }) => kind === 'http2-session')).toMatchObject({
    detail: expect.stringMatching(/^from 127\.0\.0\.1:\d+$/) as string,
    createdAt: { file: fixture('http2-server'), line: markedLine('http2-server') },
  });
});

it('names a fetch', async () => {
  const peer = net.createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  await once(peer, 'listening');
  onTestFinished(() => void peer.close());
  const { port } = peer.address() as net.AddressInfo;
  const resources = await resourcesOf(startFixture('fetch', { args: [String(port)] }));
  expect(resources).toMatchObject([{ kind: 'http-request', detail: `GET http://127.0.0.1:${port}/slow`, ref: true, createdAt: { line: markedLine('fetch') } }]);
});
