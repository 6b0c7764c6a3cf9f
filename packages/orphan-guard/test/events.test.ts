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
  const { watchdogPid } = guard.status();
  process.kill(watchdogPid!, 'SIGKILL');
  await waitFor('another watchdog', () => guard.status().watchdogRestarts === 1 && guard.status().state === 'guarding');
  await guard[Symbol.asyncDispose]();
  for (const name of names) unsubscribe(name, listener);
  expect(seen).toEqual([
    [names[0], { id, watchdogPid }],
    [names[1], { id, exitCode: null, signal: 'SIGKILL' }],
    [names[2], { id, found: 0 }],
  ]);
});
