import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createCircuitBreaker, createShutdownManager } from '../../src/index.js';

/** A database that is down: a port where nobody listens, and the connection attempts that were made. */
async function downService(): Promise<{ port: number; connectTo(): Promise<void>; attempts: () => number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  let attempts = 0;
  return {
    port,
    attempts: () => attempts,
    async connectTo() {
      attempts++;
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
    },
  };
}

test('opens after so many failures in a row, lets one through after a while, and closes when that succeeds', async () => {
  const service = await downService();
  const breaker = createCircuitBreaker({ maxFailures: 3, openMs: 50 });
  for (let call = 0; call < 3; call++) await expect(breaker.run(() => service.connectTo())).rejects.toThrow('ECONNREFUSED');
  expect(breaker.state).toBe('open');
  await expect(breaker.run(() => service.connectTo())).rejects.toMatchObject({ reason: 'circuit-open', code: 'ERR_SHUTDOWN_CIRCUIT_OPEN' });
  expect(service.attempts()).toBe(3);
  await waitFor('the trial', () => breaker.state === 'half-open');
  const trial = breaker.run(() => service.connectTo());
  await expect(breaker.run(() => service.connectTo())).rejects.toThrow('until the trial that is under way has ended');
  await expect(trial).rejects.toThrow('ECONNREFUSED');
  expect([breaker.state, service.attempts()]).toEqual(['open', 4]);

  const server = createServer().listen(service.port, '127.0.0.1');
  await once(server, 'listening');
  await waitFor('the next trial', () => breaker.state === 'half-open');
  await breaker.run(() => service.connectTo());
  expect([breaker.state, breaker.waitMs]).toEqual(['closed', 0]);
  server.close();
});

test('a failure that is followed by a success counts no more', async () => {
  const breaker = createCircuitBreaker({ maxFailures: 2 });
  const fail = (): Promise<never> => Promise.reject(new Error('no'));
  for (const work of [fail, () => 1, fail, () => 1, fail]) await breaker.run<unknown>(work).catch(() => {});
  expect(breaker.state).toBe('closed');
});

test('a start step waits while its breaker is open, and uses up no attempt', async () => {
  const service = await downService();
  const breaker = createCircuitBreaker({ maxFailures: 2, openMs: 100 });
  const shutdown = createShutdownManager({ onReport: () => {} });
  const times: number[] = [];
  const started = shutdown.start([{
    name: 'db',
    circuitBreaker: breaker,
    retry: { attempts: 3, initialMs: 0 },
    async start() {
      times.push(performance.now());
      if (times.length < 3) await service.connectTo();
    },
  }]);
  await started;
  shutdown.uninstall();
  expect(times).toHaveLength(3);
  expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(99);
});
