import { isRunning, waitFor, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import type { GuardStatus } from '../src/index.js';
import { leaves, namedIn, startGuarded } from './guarded-program.js';

interface Outer extends GuardStatus {
  readonly id: string;
  readonly innerPid: number;
}

test('the death of an inner program ends what is its own and nothing else', async () => {
  const program = await startGuarded('(setsid sh -c "$1" "$0" &)', { file: 'nested.mjs' });
  const { innerPid, id } = program.hello as Outer;
  await leaves(program.folder, 2);
  const inner = await program.status();
  expect(inner).toMatchObject({ level: 2, id: expect.stringContaining(id.slice(0, 10)) as string });
  process.kill(innerPid, 'SIGKILL');
  await waitUntilGone(...inner.watchdogPids);
  expect(namedIn(program.folder)).toHaveLength(1);
  program.kill('SIGKILL');
  await waitFor('the outer guard to clean up', () => namedIn(program.folder).length === 0);
});

test('the death of an outer program ends everything below it, the inner guard too', async () => {
  const program = await startGuarded('(setsid sh -c "$1" "$0" &)', { file: 'nested.mjs' });
  const { innerPid, watchdogPids } = program.hello as Outer;
  await leaves(program.folder, 2);
  const inner = await program.status();
  program.kill('SIGKILL');
  await waitUntilGone(...watchdogPids);
  expect(isRunning(innerPid)).toBe(false);
  expect(namedIn(program.folder)).toEqual([]);
  await waitUntilGone(...inner.watchdogPids);
});
