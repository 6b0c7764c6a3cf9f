import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { waitFor } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { guardProcess } from '../src/index.js';

test('guarding, the loss of a watchdog and a sweep are published', async () => {
  const seen: [string | symbol, unknown][] = [];
  const listener = (message: unknown, name: string | symbol) => void seen.push([name, message]);
  const names = ['guarded', 'watchdog-lost', 'swept'].map((event) => `childproof:orphan-guard:${event}`);
  for (const name of names) subscribe(name, listener);
  const guard = await guardProcess();
  const { id } = guard;
  const { watchdogPids } = guard.status();
  const [pid] = watchdogPids;
  process.kill(pid!, 'SIGKILL');
  await waitFor('another pair', () => guard.status().watchdogRestarts === 1 && guard.status().state === 'guarding');
  await guard[Symbol.asyncDispose]();
  for (const name of names) unsubscribe(name, listener);
  expect(seen).toEqual([
    [names[0], { id, watchdogPids }],
    [names[1], { id, pid, exitCode: null, signal: 'SIGKILL' }],
    [names[2], { id, found: 0 }],
  ]);
});
