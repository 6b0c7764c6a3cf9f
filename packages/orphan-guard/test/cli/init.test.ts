import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { descendantsOf, startProgram, waitFor } from '@childproof/test-kit';
import { describe, expect, test } from 'vitest';
import { hasExecve, hasNamespaces, IN_NAMESPACE } from '../available.js';
import { fixture } from '../guarded-program.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const node = process.env['TEST_NODE'] ?? process.execPath;
/** Runs a program as PID 1 of a namespace of its own. */
function asInit(...command: string[]) {
  const { status, stdout, stderr } = spawnSync('unshare', [...IN_NAMESPACE, ...command], { encoding: 'utf8', timeout: 20_000 });
  return { status, stdout, stderr };
}

/** Leaves processes that end without their parent, then counts the zombies and shows PID 1. */
const ADOPTION = `(sleep 0.1 &); (sleep 0.05 &); sleep 0.3; grep -l "^State:.Z" /proc/[0-9]*/status | wc -l; tr '\\0' ' ' </proc/1/cmdline`;

describe.skipIf(!hasNamespaces)('in a pid namespace', () => {
  test.runIf(hasExecve)('as PID 1 the command line becomes the helper: it reaps whom it adopts, and exits as the command does', () => {
    expect(asInit(node, cli, 'sh', '-c', `${ADOPTION}; exit 7`)).toMatchObject({
      status: 7,
      stderr: '',
      stdout: expect.stringMatching(/^0\n.*orphan-guard-helper run - 0 15 5000 \S+ sh /) as string,
    });
  });

  test('where it stays PID 1 itself, the helper below it reaps what the command has left', () => {
    const { status, stdout } = asInit(node, '--eval', `delete process.execve; process.argv.splice(1, 0, 'cli'); import(${JSON.stringify(cli)})`, '--', 'sh', '-c', ADOPTION);
    expect([status, stdout.split('\n')[0]]).toEqual([0, '0']);
    expect(stdout).not.toContain('orphan-guard-helper run - 0');
  });

  test.each(['required', 'never'])('as PID 1, helper %s: a signal is 128 + n, and what is left behind is ended', (helper) => {
    expect(asInit(node, cli, '--helper', helper, 'sh', '-c', '(setsid sleep 60 &); kill -KILL $$')).toEqual({ status: 137, stdout: '', stderr: '' });
  });

  test.each(['required', 'never'])('as PID 1, helper %s: signals are sent on', async (helper) => {
    const command = `trap 'echo got TERM; exit 3' TERM; echo ready; while :; do sleep 0.01; done`;
    const program = startProgram('', { command: 'unshare', nodeArgs: [...IN_NAMESPACE, node, cli, '--helper', helper, 'sh', '-c', command] });
    await program.waitForOutput(/ready/);
    const init = descendantsOf(program.pid).find(({ ppid }) => ppid === program.pid)!;
    process.kill(init.pid, 'SIGTERM');
    expect(await program.exited).toEqual({ code: 3, signal: null });
    expect(program.stdout).toBe('ready\ngot TERM\n');
  });

  test.runIf(hasExecve)('reapOrphans() as PID 1: the program starts again below the helper, with its arguments', () => {
    expect(asInit(node, '--no-warnings', fixture('reaps.mjs'), 'a b', 'c')).toEqual({
      status: 5,
      stdout: expect.stringMatching(/^pid ([2-9]|\d\d), --no-warnings, a b, c\n$/) as string,
      stderr: '',
    });
  });

  test('reapOrphans() as PID 1 without execve throws', () => {
    const { status, stderr } = asInit(node, '--eval', `delete process.execve; import(${JSON.stringify(fixture('reaps.mjs'))})`);
    expect(status).toBe(1);
    expect(stderr).toContain('ERR_GUARD_REAPER_UNAVAILABLE');
  });

  test('a guarded program that is PID 1 takes everybody along', async () => {
    const program = startProgram('', { command: 'unshare', nodeArgs: [...IN_NAMESPACE, node, fixture('guarded-init.mjs')] });
    await program.waitForOutput(/guarding/);
    const inside = descendantsOf(program.pid).map(({ pid }) => pid);
    expect(await program.exited).toEqual({ code: 0, signal: null });
    await waitFor('nobody left', () => !inside.some((pid) => descendantsOf(1).some((entry) => entry.pid === pid)));
  });

  test('without a /proc of its own namespace there is no guard, and the error says so', () => {
    const { stderr } = spawnSync('unshare', ['--user', '--map-root-user', '--pid', '--fork', node, fixture('ends-by-itself.mjs')], { encoding: 'utf8' });
    expect(stderr).toContain('ERR_GUARD_PROCESS_TABLE_UNREADABLE');
  });
});

test('reapOrphans() anywhere else does nothing', () => {
  expect(spawnSync(node, [fixture('reaps.mjs'), 'x'], { encoding: 'utf8' })).toMatchObject({
    status: 5,
    stdout: expect.stringMatching(/^pid \d{2,}, , x\n$/) as string,
  });
});
