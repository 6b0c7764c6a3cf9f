import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../src/index.js';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());

test('drain waits for tracked work, also for work that begins meanwhile, before anything is cleaned up', async () => {
  shutdown = createShutdownManager({ onReport: () => {} });
  const seen: string[] = [];
  const job = async (name: string): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (name === 'first') void shutdown.track(() => job('second'));
    seen.push(name);
    return name;
  };
  shutdown.add('db', () => seen.push('db'));
  const result = shutdown.track(job('first'));
  await shutdown[Symbol.asyncDispose]();
  expect(await result).toBe('first');
  expect(seen).toEqual(['first', 'second', 'db']);
  expect(shutdown.report?.steps.map(({ name }) => name)).toEqual(['tracked work', 'db']);
});

test('work that fails is its owner’s to handle, and does not fail the shutdown', async () => {
  shutdown = createShutdownManager({ onReport: () => {} });
  const work = shutdown.track(() => Promise.reject(new Error('job')));
  await expect(work).rejects.toThrow('job');
  await shutdown[Symbol.asyncDispose]();
  expect(shutdown.report?.ok).toBe(true);
});

test('readiness answers 200, and 503 as soon as the shutdown has begun', async () => {
  shutdown = createShutdownManager({ readinessDelayMs: 200, onReport: () => {} });
  const readiness = shutdown.readiness();
  const server = createServer({ keepAlive: false }, readiness);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shutdown.add('http', server);
  const probe = async (): Promise<unknown[]> => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers: { connection: 'close' } });
    return [response.status, await response.json()];
  };
  expect([readiness.ready, await probe()]).toEqual([true, [200, { status: 'ready' }]]);
  const end = shutdown[Symbol.asyncDispose]();
  expect([readiness.ready, await probe()]).toEqual([false, [503, { status: 'shutting-down' }]]);
  expect(shutdown.signal.aborted).toBe(false);
  await end;
  expect(shutdown.signal.aborted).toBe(true);
});
