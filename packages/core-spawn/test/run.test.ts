import { isRunning, trackLeaks, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run, toShellExitCode } from '../src/index.js';

test('collects stdout and stderr apart', async () => {
  const result = await run('sh', ['-c', 'echo out; echo err >&2']);
  expect(result).toMatchObject({
    ok: true,
    reason: undefined,
    code: undefined,
    exitCode: 0,
    signal: null,
    stdout: 'out\n',
    stderr: 'err\n',
    truncated: false,
    pipeHeld: false,
    file: 'sh',
    command: "sh -c 'echo out; echo err >&2'",
  });
  expect(result.pid).toBeGreaterThan(0);
  expect(result.durationMs).toBeGreaterThan(0);
});

test('passes every argument on as it is', async () => {
  const args = ['', 'a b', '$HOME', '`id`', '; ls', "it's", '"', '\\', '*', 'ä\n€'];
  const { stdout } = await run('printf', ['[%s]', ...args]);
  expect(stdout).toBe(args.map((arg) => `[${arg}]`).join(''));
});

test('never loses the last output', async () => {
  const { stdout } = await run('sh', ['-c', 'head -c 300000 /dev/zero | tr "\\0" x; printf END']);
  expect(stdout.length).toBe(300_003);
  expect(stdout.endsWith('END')).toBe(true);
});

test('keeps characters whole that arrive in pieces', async () => {
  const { stdout } = await run('sh', ['-c', 'printf "\\342\\202"; sleep 0.05; printf "\\254"']);
  expect(stdout).toBe('€');
});

test('gives bytes when asked', async () => {
  const { stdout, stderr } = await run('printf', ['\\377\\000'], { encoding: 'bytes' });
  expect([...stdout]).toEqual([255, 0]);
  expect(stderr).toBeInstanceOf(Uint8Array);
});

test('collects nothing from what is not a pipe', async () => {
  const { stdout, stderr } = await run('echo', ['hello'], { stdout: 'ignore' });
  expect(stdout).toBeUndefined();
  expect(stderr).toBe('');
});

test('leaves nothing behind', async () => {
  const leaks = trackLeaks();
  await Promise.allSettled([
    run('true'),
    run('false'),
    run('no-such-program-at-all'),
    run('cat', [], { input: 'text' }),
    run('sleep', ['60'], { timeoutMs: 20 }),
    run('sleep', ['60'], { signal: AbortSignal.timeout(20), idleTimeoutMs: 60_000 }),
  ]);
  await leaks.assertNothingLeft();
});

test('can be disposed of', async () => {
  const leaks = trackLeaks();
  {
    await using sleeper = run('sleep', ['60']);
    expect(sleeper.pid).toBeGreaterThan(0);
  }
  await leaks.assertNothingLeft();
});

test('terminate() ends the program, and the result says by which signal', async () => {
  const sleeper = run('sleep', ['60'], { reject: false });
  await sleeper.terminate();
  const result = await sleeper;
  expect(result).toMatchObject({ ok: false, reason: 'signal', signal: 'SIGTERM' });
  expect(toShellExitCode(result)).toBe(143);
});

test("terminate() after the end signals nobody: the pid may be a stranger's", async () => {
  const running = run('sh', ['-c', 'sleep 60 > /dev/null 2>&1 & echo $!']);
  const daemon = Number((await running).stdout);
  await running.terminate();
  expect(isRunning(daemon)).toBe(true);
  process.kill(daemon, 'SIGKILL');
  await waitUntilGone(daemon);
});

test('kill() sends one signal', async () => {
  const sleeper = run('sleep', ['60'], { reject: false });
  expect(sleeper.kill('SIGHUP')).toBe(true);
  expect(await sleeper).toMatchObject({ reason: 'signal', signal: 'SIGHUP' });
  expect(sleeper.kill()).toBe(false);
});

test('started tells when there is a pid, also of a program that never was', async () => {
  const running = run('true');
  expect(await running.started).toBe(true);
  expect(running.pid).toBeGreaterThan(0);
  await running;
  expect(await running.started).toBe(true);
  const missing = run('no-such-program', [], { reject: false });
  expect(await missing.started).toBe(false);
  expect(missing.pid).toBeUndefined();
});
