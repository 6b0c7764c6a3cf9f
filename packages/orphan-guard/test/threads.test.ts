import { waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import type { GuardStatus } from '../src/index.js';
import { leaves, namedIn, startGuarded } from './guarded-program.js';

test('what a worker thread spawns is guarded, and a thread cannot open a second guard', async () => {
  const program = await startGuarded('(setsid sh -c "$1" "$0" &)', { file: 'threads.mjs' });
  const { reason, watchdogPids } = program.hello as GuardStatus & { readonly reason: string };
  expect(reason).toBe('worker-thread');
  await leaves(program.folder, 1);
  program.kill('SIGKILL');
  await waitUntilGone(...watchdogPids);
  expect(namedIn(program.folder)).toEqual([]);
});
