import { readFileSync } from 'node:fs';
import { readProcess, startProgram, waitFor, waitUntilGone } from '@childproof/test-kit';
import { describe, expect, test } from 'vitest';
import { fixture, HELPERS, leaves, namedIn, startGuarded } from '../guarded-program.js';

describe.each(HELPERS)('helper %s', (helper) => {
  test.each(['first', 'second'])('when the %s watchdog is killed, a new pair takes over and does the work', async (which) => {
    const program = await startGuarded('(setsid sh -c "$1" "$0" &)', { helper });
    await leaves(program.folder, 1);
    const old = await program.status();
    expect(old.watchdogPids).toHaveLength(2);
    process.kill(old.watchdogPids[which === 'first' ? 0 : 1]!, 'SIGKILL');
    const next = await waitFor('another pair', async () => {
      const status = await program.status();
      return status.state === 'guarding' && status.watchdogPids[0] !== old.watchdogPids[0] ? status : undefined;
    });
    expect(next.watchdogRestarts).toBe(1);
    await waitUntilGone(...old.watchdogPids);
    // They were started by a marked process, yet carry no mark: the sweep of an outer guard must not find them.
    for (const pid of next.watchdogPids) expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).not.toContain(next.id);
    expect(next.descendants.map(({ pid }) => pid)).not.toContain(next.watchdogPids[0]);
    program.kill('SIGKILL');
    await waitUntilGone(...next.watchdogPids);
    expect(namedIn(program.folder)).toEqual([]);
  });

  test.each([
    ['the first watchdog, then the program', [0, 'program'], 20],
    ['the second watchdog, then the program', [1, 'program'], 5],
    ['the program, then the first watchdog', ['program', 0], 5],
    ['the program, then the second watchdog', ['program', 1], 5],
  ])('%s: killed at once, nobody survives', { timeout: 120_000 }, async (_, order, trials) => {
    for (let trial = 0; trial < trials; trial++) {
      const program = await startGuarded('(setsid sh -c "$1" "$0" &)', { helper });
      await leaves(program.folder, 1);
      const { watchdogPids } = await program.status();
      for (const who of order) process.kill(who === 'program' ? program.pid : watchdogPids[who as number]!, 'SIGKILL');
      await waitFor('nobody left', () => namedIn(program.folder).length === 0);
      await waitUntilGone(...watchdogPids);
    }
  });

  test('signals that can be ignored do not end them, and each leads a session of its own', async () => {
    const program = await startGuarded('', { helper });
    const { watchdogPids } = await program.status();
    for (const pid of watchdogPids) {
      for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGPIPE', 'SIGUSR1', 'SIGUSR2', 'SIGALRM'] as const) process.kill(pid, signal);
      // Pending signals are delivered in the order of their numbers: when it has stopped, it has seen all the others.
      process.kill(pid, 'SIGSTOP');
      await waitFor('the stop', () => readProcess(pid)?.state === 'T');
      process.kill(pid, 'SIGCONT');
      expect(readProcess(pid)).toMatchObject({ session: pid });
    }
    expect(await program.status()).toMatchObject({ state: 'guarding', watchdogPids, watchdogRestarts: 0 });
    program.kill('SIGKILL');
    await waitUntilGone(...watchdogPids);
  });

  test('watchdogs that were stopped and go on do not take that for the end', async () => {
    const program = await startGuarded('exec sh -c "$1" "$0"', { helper });
    const [leaf] = await leaves(program.folder, 1);
    const { watchdogPids } = await program.status();
    for (const pid of watchdogPids) {
      process.kill(pid, 'SIGSTOP');
      await waitFor('the stop', () => readProcess(pid)?.state === 'T');
      process.kill(pid, 'SIGCONT');
      await waitFor('it to sleep again', () => readProcess(pid)?.state === 'S');
    }
    expect(await program.status()).toMatchObject({ state: 'guarding', watchdogPids });
    expect(namedIn(program.folder)).toEqual([leaf]);
  });

  test('they do not keep the program alive', async () => {
    const program = startProgram(fixture('ends-by-itself.mjs'), { env: { HELPER: helper } });
    expect(await program.exited).toEqual({ code: 0, signal: null });
    await waitUntilGone(...program.stdout.trim().split(' ').map(Number));
  });
});
