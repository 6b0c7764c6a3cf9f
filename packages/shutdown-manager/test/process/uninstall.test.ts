import { createServer } from 'node:http';
import { trackLeaks } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createShutdownManager, ShutdownError } from '../../src/index.js';

test('uninstall() takes every listener off, and runs no step', async () => {
  const leaks = trackLeaks();
  const server = createServer();
  const listeners = (): number => server.eventNames().reduce((sum, name) => sum + server.listenerCount(name), 0);
  const before = listeners();
  const shutdown = createShutdownManager({ signals: ['SIGTERM', 'SIGUSR2'] });
  shutdown.add('http', server);
  shutdown.add('never', () => expect.unreachable());
  expect(process.listenerCount('SIGUSR2')).toBe(1);
  shutdown.uninstall();
  shutdown.uninstall();
  expect(listeners()).toBe(before);
  await leaks.assertNothingLeft();
});

test('disposing runs the steps and leaves nothing behind', async () => {
  const leaks = trackLeaks();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  {
    await using shutdown = createShutdownManager();
    shutdown.add('http', server);
  }
  expect(server.listening).toBe(false);
  await leaks.assertNothingLeft();
});

test('a second manager is refused, and told where the first one is', () => {
  const first = createShutdownManager();
  try {
    expect(() => createShutdownManager()).toThrow(ShutdownError);
    expect(() => createShutdownManager()).toThrow(/created at .*uninstall\.test\.ts:\d+:\d+/);
  } finally {
    first.uninstall();
  }
  createShutdownManager().uninstall();
});

test.each([
  [{ deadline: 5 }, 'Did you mean "deadlineMs"?'],
  [{ signals: ['TERM'] }, "expected an array of signal names such as 'SIGTERM'"],
  [{ exitCodes: { failed: 256 } }, 'option "failed" is 256'],
])('bad options %j are refused, and leave no manager behind', (options, message) => {
  expect(() => createShutdownManager(options as object)).toThrow(message);
  createShutdownManager().uninstall();
});
