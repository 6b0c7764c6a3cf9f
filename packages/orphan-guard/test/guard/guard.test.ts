import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readProcess, trackLeaks, waitFor } from '@childproof/test-kit';
import { afterEach, expect, test } from 'vitest';
import { guardProcess, type Guard } from '../../src/index.js';

let guard: Guard | undefined;
afterEach(() => guard?.[Symbol.asyncDispose]());

test('a second call gives the same guard; disposing ends all, and leaves the process as it was', async () => {
  const leaks = trackLeaks();
  const before = spawn('sleep', ['60']);
  guard = await guardProcess({ graceMs: 1_000 });
  expect(await guardProcess()).toBe(guard);
  expect(guard.status()).toMatchObject({ state: 'guarding', level: 1, watchdogRestarts: 0, otherUsersHidden: false });
  expect(guard.status().spawnedBefore).toContain(before.pid);

  const child = spawn('sh', ['-c', '(setsid sleep 61 &); exec sleep 62']);
  await waitFor('both sleepers', () => guard!.descendants().filter(({ name }) => name === 'sleep').length === 2);
  const ends = once(child, 'exit');
  await guard[Symbol.asyncDispose]();
  expect(await ends).toEqual([null, 'SIGTERM']);
  expect(guard.status()).toMatchObject({ state: 'disposed', watchdogPids: [] });
  expect(guard.descendants()).toEqual([]);

  expect(readProcess(before.pid!)?.state).toBe('S');
  before.kill('SIGKILL');
  await once(before, 'exit');
  await leaks.assertNothingLeft();
});

test('a process can be guarded again after its guard was disposed', async () => {
  const first = await guardProcess();
  await first[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  guard = await guardProcess();
  expect(guard).not.toBe(first);
  expect(guard.status()).toMatchObject({ state: 'guarding', level: 1 });
});

test('sweep() asks, then kills, and the guard goes on', async () => {
  guard = await guardProcess({ graceMs: 100, killSignal: 'SIGINT' });
  const polite = spawn('sh', ['-c', 'trap "exit 3" INT; echo ready; while :; do sleep 0.01; done']);
  const deaf = spawn('sh', ['-c', 'trap "" INT; echo ready; while :; do sleep 0.01; done']);
  const exits = Promise.all([once(polite, 'exit'), once(deaf, 'exit')]);
  await Promise.all([once(polite.stdout, 'data'), once(deaf.stdout, 'data')]);
  await guard.sweep();
  expect(await exits).toEqual([[3, null], [null, 'SIGKILL']]);
  expect(guard.status().state).toBe('guarding');
});

test('strangers are never signalled: a sweep ends no process without the mark', async () => {
  const stranger = spawn('sleep', ['60']);
  guard = await guardProcess({ graceMs: 0 });
  const shortLived = spawn('sh', ['-c', 'while :; do /bin/true; done']);
  for (let round = 0; round < 20; round++) await guard.sweep();
  await waitFor('its end', () => shortLived.signalCode !== null);
  expect(stranger.signalCode).toBeNull();
  expect(readProcess(stranger.pid!)?.state).toBe('S');
  stranger.kill('SIGKILL');
  await once(stranger, 'exit');
});
