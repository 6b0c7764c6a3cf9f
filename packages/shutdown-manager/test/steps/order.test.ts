import { startProgram } from '@childproof/test-kit';
import { afterEach, expect, test } from 'vitest';
import { createShutdownManager, type ShutdownManager, type ShutdownReport } from '../../src/index.js';
import { fixture } from '../fixtures.js';
import { printedReport } from '../program.js';

let shutdown: ShutdownManager;
let report: ShutdownReport | undefined;
const create = (): ShutdownManager => (shutdown = createShutdownManager({ onReport: (given) => (report = given) }));
afterEach(() => shutdown.uninstall());

test('phases follow each other, and inside one `after` decides, not the order of add()', async () => {
  const seen: string[] = [];
  const step = (name: string, options: object) =>
    shutdown.add(
      name,
      async () => {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push(`${name} ends`);
      },
      options,
    );
  create();
  step('log', { phase: 'final' });
  step('db', { after: ['cache', 'jobs'] });
  step('cache', {});
  step('mail', {});
  step('jobs', { phase: 'drain' });
  step('door', { phase: 'stop' });
  await shutdown[Symbol.asyncDispose]();
  // "mail" runs beside "cache" and "db": when it ends is open.
  expect(seen.filter((each) => each !== 'mail ends')).toEqual([
    'door begins', 'door ends', 'jobs begins', 'jobs ends',
    'cache begins', 'mail begins', 'cache ends',
    'db begins', 'db ends', 'log begins', 'log ends',
  ]);
  expect(report).toMatchObject({ ok: true, reason: 'disposed', exitCode: 0 });
});

test('a cycle is refused and named when it is closed', () => {
  create();
  shutdown.add('a', () => {}, { after: ['b'] });
  shutdown.add('b', () => {}, { after: ['c'] });
  expect(() => shutdown.add('c', () => {}, { after: ['a'] })).toThrow('"c" after "a" after "b" after "c"');
  expect(() => shutdown.add('self', () => {}, { after: ['self'] })).toThrow(expect.objectContaining({ reason: 'dependency-cycle' }));
  shutdown.add('c', () => {}); // what was refused is not there
});

test('a dependency on a later phase, and a second step of the same name, are refused', () => {
  create();
  shutdown.add('db', () => {}, { phase: 'cleanup' });
  expect(() => shutdown.add('jobs', () => {}, { phase: 'drain', after: ['db'] })).toThrow(
    expect.objectContaining({ code: 'ERR_SHUTDOWN_DEPENDENCY_LATER' }),
  );
  expect(() => shutdown.add('db', () => {})).toThrow(/a step "db" already, registered at .*order\.test\.ts:\d+/);
});

test('a dependency that was never added is told, and holds nobody up', async () => {
  create();
  let ran = false;
  shutdown.add('db', () => (ran = true), { after: ['jbos'] });
  await shutdown[Symbol.asyncDispose]();
  expect(ran).toBe(true);
  expect(report).toMatchObject({ ok: false, errors: [{ code: 'ERR_SHUTDOWN_DEPENDENCY_UNKNOWN' }] });
});

test.each([
  ['throws', 1, 1],
  ['exit code', 70, 0],
])('a start that fails half-way (%s) is not blamed for steps that it never came to', async (how, code, errors) => {
  const program = startProgram(fixture('fails-to-start.mjs'), { args: [how] });
  expect(await program.exited).toEqual({ code, signal: null });
  const { errors: told, steps } = printedReport(program);
  expect([told.length, steps[0]]).toEqual([errors, expect.objectContaining({ name: 'workers', status: 'done' })]);
});

test('a step cannot be added once the shutdown has begun', async () => {
  create();
  await shutdown[Symbol.asyncDispose]();
  expect(() => shutdown.add('late', () => {})).toThrow(expect.objectContaining({ reason: 'already-begun' }));
});

test.each([
  [{ phase: 'first' }, 'expected one of "stop", "drain", "cleanup", "final"'],
  [{ after: 'db' }, 'expected an array of step names'],
  [{ timeout: 5 }, 'Did you mean "timeoutMs"?'],
])('bad step options %j are refused', (options, message) => {
  create();
  expect(() => shutdown.add('x', () => {}, options as object)).toThrow(message);
  expect(() => shutdown.add('', () => {})).toThrow('non-empty string');
  expect(() => shutdown.add('x', {} as () => void)).toThrow('cannot be ended');
});
