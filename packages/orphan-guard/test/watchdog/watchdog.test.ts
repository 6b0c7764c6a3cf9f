import { readFileSync } from 'node:fs';
import { readProcess, startProgram, waitFor, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture, leaves, namedIn, startGuarded } from '../guarded-program.js';

test('a watchdog that was killed is replaced, and the new one does the work', async () => {
  const program = await startGuarded('(setsid sh -c "$1" "$0" &)');
  await leaves(program.folder, 1);
  const first = await program.status();
  process.kill(first.watchdogPid!, 'SIGKILL');
  const next = await waitFor('another watchdog', async () => {
    const status = await program.status();
    return status.state === 'guarding' && status.watchdogPid !== first.watchdogPid ? status : undefined;
  });
  expect(next.watchdogRestarts).toBe(1);
  // It was started by a marked process, yet carries no mark: the sweep of an outer guard must not find it.
  expect(readFileSync(`/proc/${next.watchdogPid}/limits`, 'utf8')).not.toContain(next.id);
  expect(next.descendants.map(({ pid }) => pid)).not.toContain(next.watchdogPid);
  program.kill('SIGKILL');
  await waitUntilGone(next.watchdogPid!);
  expect(namedIn(program.folder)).toEqual([]);
});

test('signals that can be ignored do not end it, and it leads a session of its own', async () => {
  const program = await startGuarded();
  const { watchdogPid } = await program.status();
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGPIPE', 'SIGUSR1', 'SIGUSR2', 'SIGALRM'] as const) {
    process.kill(watchdogPid!, signal);
  }
  // Pending signals are delivered in the order of their numbers: when it has stopped, it has seen all the others.
  process.kill(watchdogPid!, 'SIGSTOP');
  await waitFor('the stop', () => readProcess(watchdogPid!)?.state === 'T');
  process.kill(watchdogPid!, 'SIGCONT');
  expect(readProcess(watchdogPid!)).toMatchObject({ session: watchdogPid });
  expect(await program.status()).toMatchObject({ state: 'guarding', watchdogPid, watchdogRestarts: 0 });
  program.kill('SIGKILL');
  await waitUntilGone(watchdogPid!);
});

test('a watchdog that was stopped and goes on does not take that for the end', async () => {
  const program = await startGuarded('exec sh -c "$1" "$0"');
  const [leaf] = await leaves(program.folder, 1);
  const { watchdogPid } = await program.status();
  process.kill(watchdogPid!, 'SIGSTOP');
  await waitFor('the stop', () => readProcess(watchdogPid!)?.state === 'T');
  process.kill(watchdogPid!, 'SIGCONT');
  await waitFor('it to sleep again', () => readProcess(watchdogPid!)?.state === 'S');
  expect(await program.status()).toMatchObject({ state: 'guarding', watchdogPid });
  expect(namedIn(program.folder)).toEqual([leaf]);
});

test('it does not keep the program alive', async () => {
  const program = startProgram(fixture('ends-by-itself.mjs'));
  expect(await program.exited).toEqual({ code: 0, signal: null });
  await waitUntilGone(Number(program.stdout));
});
