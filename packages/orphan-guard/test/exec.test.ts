import { readFileSync } from 'node:fs';
import { isRunning, waitFor, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import type { GuardStatus } from '../src/index.js';
import { HELPERS, leaves, namedIn, startGuarded } from './guarded-program.js';
import { hasExecve } from './available.js';

test.skipIf(!hasExecve).each(HELPERS)('helper %s: a program that becomes another by exec stays guarded until that ends', async (helper) => {
  const program = await startGuarded('(setsid sh -c "$1" "$0" &)', { file: 'execs.mjs', helper });
  const [leaf] = await leaves(program.folder, 1);
  const { watchdogPids } = program.hello as GuardStatus;
  program.tell('exec');
  await program.waitForOutput(/became/);
  await waitFor('sleep', () => readFileSync(`/proc/${program.pid}/comm`, 'latin1') === 'sleep\n');
  // The pipe has ended, and the watchdogs know that the process has not.
  await waitFor('the pipe to be read to its end', () => watchdogPids.every(isRunning));
  expect(isRunning(leaf!)).toBe(true);
  program.kill('SIGKILL');
  await waitUntilGone(...watchdogPids);
  expect(namedIn(program.folder)).toEqual([]);
});
