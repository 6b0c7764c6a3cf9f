import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { trackLeaks } from '@childproof/test-kit';
import { expect, onTestFinished, test } from 'vitest';
import { broadcast, connect, createChannel, type Channel } from '../../src/index.js';
import { failureOf } from '../open-pool.js';

async function open(): Promise<{ child: ChildProcess; channel: Channel }> {
  const child = fork(new URL('../fixtures/peer.mjs', import.meta.url));
  onTestFinished(() => void child.kill('SIGKILL'));
  const channel = createChannel(child);
  await new Promise((resolve) => channel.on('pong', resolve));
  return { child, channel };
}

test('requests are answered, both ways', async () => {
  const { channel } = await open();
  channel.handle('greeting', (name: string) => `hello ${name}`);
  expect(await Promise.all([channel.request('double', 21), channel.request('double', 4)])).toEqual([42, 8]);
  expect(await channel.request('ask back', 'child')).toBe('the parent says: hello child');
});

test("a handler's error arrives with name, message and code, and a request that nobody handles names those that are", async () => {
  const { channel } = await open();
  const error = await failureOf(channel.request('fail', null));
  expect(error).toMatchObject({ reason: 'job', message: 'fail: too wide', cause: { name: 'RangeError', code: 'E_WIDE' } });
  expect((await failureOf(channel.request('halve', 1))).message).toMatch(/nobody handles "halve" here; handled: double, fail/);
});

test('a deadline, an abort and the death of the peer settle what waits, and leave nothing', async () => {
  const leaks = trackLeaks();
  const { child, channel } = await open();
  const controller = new AbortController();
  const late = failureOf(channel.request('never', null, { timeoutMs: 100 }));
  const aborted = failureOf(channel.request('never', null, { signal: controller.signal }));
  const lost = failureOf(channel.request('never', null));
  controller.abort();
  expect((await aborted).reason).toBe('aborted');
  expect(await late).toMatchObject({ reason: 'timeout', message: 'never: no answer within 100 ms' });
  const exit = once(child, 'exit');
  const killer = failureOf(channel.request('die', null));
  expect([(await lost).reason, (await killer).reason]).toEqual(['closed', 'closed']);
  expect((await failureOf(channel.request('double', 1))).reason).toBe('closed');
  await exit;
  await leaks.assertNothingLeft();
});

test('events reach every listener until it stops, and a broadcast every open channel', async () => {
  const [first, second] = await Promise.all([open(), open()]);
  const heard: string[] = [];
  const stop = first.channel.on('pong', (payload) => void heard.push(`first ${String(payload)}`));
  const both = new Promise<void>((resolve) => second.channel.on('pong', (payload) => resolve(void heard.push(`second ${String(payload)}`))));
  broadcast([first.channel, second.channel], 'ping', 1);
  await Promise.all([both, first.channel.request('double', 1)]);
  stop();
  first.channel.emit('ping', 2);
  await first.channel.request('double', 1);
  expect(heard.sort()).toEqual(['first 1', 'second 1']);
});

test('closing leaves the connection to its owner, with no listener of ours', async () => {
  const { child, channel } = await open();
  channel.emit('stop', null);
  channel.close();
  channel.close();
  expect([child.listenerCount('message'), child.listenerCount('disconnect')]).toEqual([0, 0]);
  await once(child, 'exit');
});

test('what has no channel is refused', () => {
  expect(() => createChannel({} as never)).toThrow(/has no IPC channel; expected a child process/);
  const send = Object.getOwnPropertyDescriptor(process, 'send'); // the test runner's own
  try {
    delete process.send;
    expect(() => connect()).toThrow(/this process has no IPC channel/);
  } finally {
    if (send !== undefined) Object.defineProperty(process, 'send', send);
  }
});
