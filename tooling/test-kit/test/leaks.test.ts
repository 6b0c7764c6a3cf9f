import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { trackLeaks } from '../src/index.js';

test('finds a process, and accepts its end', async () => {
  const leaks = trackLeaks({ patienceMs: 1_000 });
  const child = spawn('sleep', ['60']);
  await expect(leaks.assertNothingLeft()).rejects.toThrow(`process ${child.pid} (sleep)`);
  child.kill();
  await once(child, 'close');
  await leaks.assertNothingLeft();
}, 30_000);

test('finds a timer, a listener and a server', async () => {
  const leaks = trackLeaks({ patienceMs: 1_000 });
  const timer = setInterval(() => {}, 60_000);
  const listener = (): void => {};
  process.on('SIGUSR2', listener);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  await expect(leaks.assertNothingLeft()).rejects.toThrow(/TCPServerWrap.*listener SIGUSR2.*timer at .*leaks\.test\.ts:18/s);
  clearInterval(timer);
  process.off('SIGUSR2', listener);
  await expect(leaks.assertNothingLeft()).rejects.toThrow(/TCPServerWrap/);
  server.close();
  await leaks.assertNothingLeft();
}, 30_000);
