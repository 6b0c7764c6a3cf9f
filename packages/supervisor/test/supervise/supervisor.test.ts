import { isRunning, trackLeaks, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createSupervisor, type Strategy, type Supervisor } from '../../src/index.js';
import { open, openLog } from './open-supervisor.js';

const pidOf = (supervisor: Supervisor, name: string): number | undefined => supervisor.status().find((child) => child.name === name)?.pid;

async function killed(supervisor: Supervisor, name: string): Promise<void> {
  const before = pidOf(supervisor, name)!;
  process.kill(before, 'SIGKILL');
  await waitFor(`${name} to be back`, () => ![undefined, before].includes(pidOf(supervisor, name)));
}

test('children start in order, each when the one before is ready, and stop in the reverse', async () => {
  const log = openLog();
  const supervisor = open([log.child('a', 'slow', { ready: 'message' }), log.child('b', 'ready', { ready: 'message' }), log.child('c')]);
  await supervisor.ready;
  await waitFor('c', () => log.lines().length === 3);
  expect(supervisor.status().map(({ name, state }) => `${name} ${state}`)).toEqual(['a running', 'b running', 'c running']);
  await Promise.all([supervisor.close(), supervisor.close()]);
  expect(log.lines()).toEqual(['start a', 'start b', 'start c', 'stop c', 'stop b', 'stop a']);
  expect(await supervisor.ended).toBe('stopped');
});

test.each<[Strategy, string[]]>([
  ['one-for-one', ['start b']],
  ['one-for-all', ['stop c', 'stop a', 'start a', 'start b', 'start c']],
  ['rest-for-one', ['stop c', 'start b', 'start c']],
])('%s: who is restarted when the second of three dies', async (strategy, expected) => {
  const log = openLog();
  const ready = { ready: 'message' } as const;
  const supervisor = open([log.child('a', 'ready', ready), log.child('b', 'ready', ready), log.child('c', 'ready', ready)], { strategy });
  await supervisor.ready;
  await killed(supervisor, 'b');
  await waitFor('all to run', () => supervisor.status().every(({ state }) => state === 'running'));
  expect(log.lines().slice(3)).toEqual(expected);
  expect(supervisor.status().map(({ restarts }) => restarts)).toEqual([0, 1, 0]);
});

test.each([
  ['permanent', 'exits', true],
  ['transient', 'exits', false],
  ['transient', 'fails', true],
  ['temporary', 'fails', false],
] as const)('a %s child that %s is restarted: %s', async (restart, how, isRestarted) => {
  const log = openLog();
  const supervisor = open([log.child('a', how, { restart }), log.child('b')]);
  await supervisor.ready;
  if (isRestarted) await waitFor('a restart', () => supervisor.status()[0]!.restarts > 0);
  else await waitFor('it to be done', () => supervisor.status()[0]!.state === 'done');
  expect(supervisor.status()[1]).toMatchObject({ state: 'running', restarts: 0 });
});

test('too many deaths within the window end it, with an event, and nobody is left', async () => {
  const log = openLog();
  const supervisor = open([log.child('steady'), log.child('bad', 'fails')], { intensity: { maxRestarts: 2 } });
  const events: string[] = [];
  supervisor.on('childExited', ({ name, reason, exitCode }) => void events.push(`${name} ${reason} ${exitCode}`));
  supervisor.on('gaveUp', ({ maxRestarts }) => void events.push(`gave up after ${maxRestarts}`));
  await supervisor.ready;
  const steady = pidOf(supervisor, 'steady')!;
  expect(await supervisor.ended).toBe('gave-up');
  expect(events).toEqual(['bad exited 3', 'bad exited 3', 'bad exited 3', 'gave up after 2']);
  expect(isRunning(steady)).toBe(false);
  await expect(supervisor.reload('steady')).rejects.toMatchObject({ reason: 'restart-limit' });
});

test('a nested supervisor gives up upwards, and is started anew as a whole', async () => {
  const log = openLog();
  const inner = { name: 'inner', children: [log.child('a'), log.child('b')], intensity: { maxRestarts: 0 }, backoff: { initialMs: 1 } };
  const supervisor = open([inner, log.child('c')]);
  await supervisor.ready;
  const pids = (): (number | undefined)[] => (supervisor.status()[0]?.children ?? []).map(({ pid }) => pid);
  const [a, b] = pids();
  process.kill(a!, 'SIGKILL');
  await waitFor('both to be new', () => pids().length === 2 && pids().every((pid) => pid !== undefined && pid !== a && pid !== b));
  expect(isRunning(b!)).toBe(false);
  expect(supervisor.status()).toMatchObject([{ name: 'inner', restarts: 1 }, { name: 'c', restarts: 0 }]);
});

test('a child that does not become ready, fails its health check or grows too large is ended and comes back', async () => {
  const log = openLog();
  let healthy = false;
  const supervisor = open([
    log.child('late', 'stays', { ready: 'message', readyTimeoutMs: 100 }),
    log.child('sick', 'stays', { health: { intervalMs: 20, check: () => healthy } }),
    log.child('large', 'balloon', { memoryLimitBytes: 300 * 1024 * 1024 }),
  ], { intensity: { maxRestarts: Infinity } });
  const reasons = new Set<string>();
  const all = new Promise<void>((resolve) => {
    supervisor.on('childExited', ({ name, reason }) => {
      reasons.add(`${name} ${reason}`);
      if (reasons.size === 3) resolve();
    });
  });
  await all;
  healthy = true;
  expect([...reasons].sort()).toEqual(['large memory', 'late not-ready', 'sick unhealthy']);
});

test('reload replaces one child and counts as no restart', async () => {
  const log = openLog();
  const supervisor = open([log.child('a', 'ready', { ready: 'message' }), log.child('b')]);
  await supervisor.ready;
  const [a, b] = supervisor.status().map(({ pid }) => pid);
  await supervisor.reload('a');
  expect(pidOf(supervisor, 'a')).not.toBe(a);
  expect(pidOf(supervisor, 'b')).toBe(b);
  expect(supervisor.status()[0]).toMatchObject({ state: 'running', restarts: 0 });
  await expect(supervisor.reload('c')).rejects.toThrow('there is no child "c"; there are: a, b');
});

test('any program can be a child, and its whole tree is stopped', async () => {
  const leaks = trackLeaks();
  const supervisor = createSupervisor({ children: [{ name: 'tree', command: 'sh', args: ['-c', 'sleep 600 & sleep 600'] }] });
  await supervisor.ready;
  expect(supervisor.status()[0]!.rssBytes).toBeGreaterThan(0);
  await supervisor.close();
  await leaks.assertNothingLeft();
});

test.each(['at once', 'while a child starts', 'while a restart waits'])('close %s leaves nothing', async (when) => {
  const leaks = trackLeaks();
  const log = openLog();
  const children = [log.child('a', 'fails'), log.child('b', 'stays', { ready: 'message' })];
  const supervisor = createSupervisor({ children: when === 'while a restart waits' ? [children[0]!] : children, backoff: { initialMs: 60_000, maxMs: 60_000 } });
  if (when === 'while a child starts') await waitFor('b', () => log.lines().includes('start b'));
  if (when === 'while a restart waits') await waitFor('the wait', () => supervisor.status()[0]!.state === 'restarting');
  await supervisor.close();
  expect(supervisor.status().every(({ state }) => state === 'stopped')).toBe(true);
  await leaks.assertNothingLeft();
});

test.each([
  [{ children: [] }, 'option "children" is []; expected an array of children'],
  [{}, 'there are no children'],
  [{ children: [{ name: 'a' }] }, 'child "a" is neither a module nor a command nor a supervisor with children'],
  [{ children: [{ name: 'a', command: 'x', ready: 'message' }] }, 'ready "message" needs a module'],
  [{ children: [{ name: 'a', module: '/no/such.js' }] }, 'the module "/no/such.js" does not exist'],
  [{ children: [{ name: 'a', command: 'x' }, { name: 'a', command: 'y' }] }, 'there are two children "a"'],
  [{ children: [{ name: 'a', command: 'x', restarts: 'never' }] }, 'child "a": unknown option "restarts". Did you mean "restart"?'],
  [{ children: [{ name: 'in', children: [{ name: 'b' }] }] }, 'child "in": child "b" is neither'],
])('bad options are refused at once (%#)', (options, message) => {
  expect(() => createSupervisor(options as never)).toThrow(message);
});
