import { startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture, node } from '../fixtures.js';

async function underLimit(descriptors: number, file: string, ...args: string[]): Promise<string> {
  const program = startProgram('', {
    command: 'sh',
    args: ['-c', `ulimit -n ${descriptors}; exec "$0" "$@"`, node, fixture(file), ...args],
  });
  await program.exited;
  return program.stdout + program.stderr;
}

test('200 runs at once succeed under ulimit -n 64', async () => {
  expect(await underLimit(64, 'many-runs.mjs', '200')).toBe('200 \n');
}, 180_000);

test('500 runs at once succeed', async () => {
  expect(await underLimit(1_024, 'many-runs.mjs', '500')).toBe('500 \n');
}, 180_000);

test('a run that waits for a descriptor can be aborted and ended, and holds up nobody', async () => {
  expect(await underLimit(64, 'aborts-waiting-run.mjs')).toBe('aborted undefined aborted undefined not-found\ntrue\n');
}, 180_000);
