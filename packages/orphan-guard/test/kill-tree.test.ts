import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { listProcesses } from '@childproof/internal';
import { isRunning, trackLeaks, waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { killTree, listDescendants } from '../src/index.js';
import { argumentsOf, fixture } from './guarded-program.js';

const DEAF_TREE = 'trap "" TERM; sh -c "setsid sleep 60 & echo up; wait" & while :; do sleep 0.02; done';

test('ends a tree that ignores SIGTERM, sessions of their own included, and settles when nobody is left', async () => {
  const leaks = trackLeaks();
  const root = spawn('sh', ['-c', DEAF_TREE]);
  await once(root.stdout, 'data');
  const tree = listDescendants(root.pid!);
  expect(tree.map(({ name }) => name)).toEqual(expect.arrayContaining(['sh', 'sleep']));
  const exit = once(root, 'exit');
  await killTree(root.pid!, { graceMs: 50 });
  expect(tree.filter(({ pid }) => isRunning(pid))).toEqual([]);
  expect(await exit).toEqual([null, 'SIGKILL']);
  await leaks.assertNothingLeft();
});

test('asks with the signal that it is given, and nobody is killed who ends in time', async () => {
  const root = spawn('sh', ['-c', 'trap "exit 7" INT; echo up; while :; do sleep 0.01; done']);
  await once(root.stdout, 'data');
  const exit = once(root, 'exit');
  await killTree(root.pid!, { killSignal: 'SIGINT', graceMs: 20_000 });
  expect(await exit).toEqual([7, null]);
});

test('a tree that forks while it is being ended loses nobody: who is to be killed is stopped first', async () => {
  for (let trial = 0; trial < 5; trial++) {
    const root = spawn('perl', [fixture('forks.pl')], { stdio: 'ignore' });
    const exit = once(root, 'exit');
    await waitFor('a hundred children', () => listDescendants(root.pid!).length > 100);
    await killTree(root.pid!, { graceMs: 0 });
    expect(await exit).toEqual([null, 'SIGKILL']);
    expect(listProcesses().filter(({ pid }) => argumentsOf(pid).includes('forks.pl'))).toEqual([]);
  }
});

test.skipIf(process.getuid!() !== 0)('as another user, a tree that may not be signalled is told by permission-denied', async () => {
  const root = spawn('sleep', ['60']);
  const drop = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const { stdout } = spawnSync('setpriv', [...drop, process.env['TEST_NODE'] ?? process.execPath, fixture('kills-tree.mjs'), String(root.pid)], { encoding: 'utf8', cwd: '/' });
  expect(stdout).toBe(`ERR_GUARD_PERMISSION_DENIED Still running, because this user may not signal them: ${root.pid} (sleep).\n`);
  expect(isRunning(root.pid!)).toBe(true);
  root.kill('SIGKILL');
  await once(root, 'exit');
});

test('a process that has ended is no error', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  await killTree(child.pid!);
  expect(listDescendants(child.pid!)).toEqual([]);
});

test.each([0, -1, 1.5, NaN, '12', undefined, 1, process.pid])('refuses %s', (pid) => {
  expect(() => killTree(pid as number)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }));
});

test('refuses options that do not exist', () => {
  expect(() => killTree(12, { grace: 1 } as object)).toThrow('Did you mean "graceMs"?');
});
