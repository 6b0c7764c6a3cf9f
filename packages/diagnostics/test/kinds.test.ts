import { once } from 'node:events';
import net from 'node:net';
import { waitUntilGone, temporaryFolder } from '@childproof/test-kit';
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
  ['http-client', 'socket', /^to 127\.0\.0\.1:\d+$/],
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
