import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager, type StartStep } from '../../src/index.js';

let shutdown: ShutdownManager;
afterEach(() => shutdown.uninstall());
const create = (): ShutdownManager => (shutdown = createShutdownManager({ onReport: () => {} }));
const step = (name: string, options: object = {}): StartStep => ({ name, start: () => name, ...options });

test('gives what the steps gave, in their order and with their types', async () => {
  const [port, host] = await create().start([
    { name: 'port', start: () => 8080, stop: (value) => value.toFixed() },
    { name: 'host', start: async () => 'localhost', stop: (value) => value.trim() },
  ]);
  expect([port.toFixed(), host.trim()]).toEqual(['8080', 'localhost']);
  await shutdown[Symbol.asyncDispose]();
});

test('not ready while it starts, ready when it is done', async () => {
  const { ready } = create().readiness();
  let during: boolean | undefined;
  await shutdown.start([{ name: 'db', start: () => (during = shutdown.readiness().ready) }]);
  expect([ready, during, shutdown.readiness().ready]).toEqual([true, false, true]);
});

test.each([
  [[step('a', { retries: 3 })], 'start: step "a": unknown option "retries". Did you mean "retry"?'],
  [[step('a', { retry: { attempts: 0 } })], 'start: step "a": retry: option "attempts" is 0'],
  [[step('a'), step('a')], 'there are two steps "a"'],
  [[step('a', { after: ['b'] }), step('b')], '"a" comes after "b", which no step before it bears'],
  [[{ name: 'a' }], 'step 0 lacks its start function'],
  ['db', 'an array of { name, start, stop }'],
])('bad steps are refused before anything starts (%#)', async (steps, message) => {
  await expect(create().start(steps as never)).rejects.toThrow(message);
  expect(shutdown.readiness().ready).toBe(true);
});

test('a name that a step of the shutdown bears already is refused before anything starts', async () => {
  create().add('db', () => {});
  await expect(shutdown.start([step('db')])).rejects.toMatchObject({ code: 'ERR_SHUTDOWN_DUPLICATE_STEP' });
});

test('after the shutdown has begun nothing is started', async () => {
  await create()[Symbol.asyncDispose]();
  await expect(shutdown.start([step('db')])).rejects.toMatchObject({ code: 'ERR_SHUTDOWN_ALREADY_BEGUN' });
});
