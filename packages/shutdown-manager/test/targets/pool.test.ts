import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager } from '../../src/index.js';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());

test('a pool is drained and then closed, before the resources that its jobs use', async () => {
  shutdown = createShutdownManager({ onReport: () => {} });
  const order: string[] = [];
  const pool = {
    async drain() {
      await new Promise(setImmediate);
      order.push('drained');
    },
    close: () => order.push('closed'),
  };
  shutdown.add('db', () => order.push('db'));
  shutdown.add('pool', pool);
  await shutdown[Symbol.asyncDispose]();
  expect(order).toEqual(['drained', 'closed', 'db']);
});

test('a pool whose jobs do not end is closed at the limit', async () => {
  shutdown = createShutdownManager({ onReport: () => {} });
  let closed = false;
  shutdown.add('pool', { drain: () => new Promise(() => {}), close: () => (closed = true) }, { timeoutMs: 50 });
  await shutdown[Symbol.asyncDispose]();
  expect(shutdown.report?.steps).toMatchObject([{ name: 'pool', phase: 'drain', status: 'timed-out' }]);
  expect(closed).toBe(true);
});
