import { isRunning, trackLeaks, waitFor, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run, toShellExitCode } from '../../src/index.js';
import { fixture, node } from '../fixtures.js';

test('a timeout asks first: a program that ends on SIGTERM may clean up', async () => {
  const result = await run('sh', ['-c', 'trap "echo cleaned; exit 0" TERM; echo started; while :; do sleep 0.01; done'], {
    timeoutMs: 1_000,
    reject: false,
  });
  expect(result).toMatchObject({ ok: false, reason: 'timeout', exitCode: 0, stdout: 'started\ncleaned\n' });
  expect(toShellExitCode(result)).toBe(124);
});

test('a tree that ignores SIGTERM is killed, and nobody is left when the promise settles', async () => {
  const leaks = trackLeaks();
  const running = run(node, [fixture('ignores-sigterm.mjs'), 'tree'], { killGraceMs: 50, reject: false });
  const [grandchild] = await firstNumber(running.stdout!);
  await running.terminate();
  expect(isRunning(grandchild)).toBe(false);
  expect(await running).toMatchObject({ reason: 'signal', signal: 'SIGKILL' });
  await leaks.assertNothingLeft();
});

test('descendants of their own session, and ones whose parent is gone, belong to the tree', async () => {
  // The middle shell ends at once, so the sleeper is an orphan of the same group; the other leads a session of its own.
  const running = run('sh', ['-c', '(sleep 61 & echo $!); setsid sleep 62 & echo $!; wait; sleep 63'], { reject: false });
  const pids = await firstNumber(running.stdout!, 2);
  await waitFor('setsid to have taken place', () => pids.every(isRunning));
  await running.terminate();
  expect(pids.map(isRunning)).toEqual([false, false]);
});

test('a stopped program is ended too', async () => {
  const result = await run('sh', ['-c', 'kill -STOP $$'], { timeoutMs: 100, reject: false });
  expect(result).toMatchObject({ reason: 'timeout', signal: 'SIGTERM' });
});

test('killTree: false ends the program alone', async () => {
  const running = run('sh', ['-c', 'sleep 60 & echo $!; wait'], { killTree: false, pipeDrainMs: 20, reject: false });
  const [grandchild] = await firstNumber(running.stdout!);
  await running.terminate();
  expect(isRunning(grandchild)).toBe(true);
  expect((await running).pipeHeld).toBe(true);
  process.kill(grandchild, 'SIGKILL');
  await waitUntilGone(grandchild);
});

test('killLeftovers: what a program that crashed leaves behind ends with it, at once, and holds no pipe', async () => {
  const script = 'sleep 64 & echo $!; (setsid sleep 65 & echo $!); kill -KILL $$';
  const kept = await run('sh', ['-c', script], { pipeDrainMs: 20, reject: false });
  const [left, daemon] = kept.stdout.trim().split('\n').map(Number);
  expect([left!, daemon!].map(isRunning)).toEqual([true, true]);
  for (const pid of [left!, daemon!]) process.kill(pid, 'SIGKILL');
  const result = await run('sh', ['-c', 'sleep 64 & echo $!; kill -KILL $$'], { killLeftovers: true, pipeDrainMs: 60_000, reject: false });
  expect(isRunning(Number(result.stdout))).toBe(false);
  expect(result).toMatchObject({ reason: 'signal', signal: 'SIGKILL', pipeHeld: false });
});

test('an abort ends the program and is told with its cause', async () => {
  const controller = new AbortController();
  const running = run('sleep', ['60'], { signal: controller.signal, reject: false });
  controller.abort(new Error('user left'));
  expect(await running).toMatchObject({ reason: 'aborted', signal: 'SIGTERM', cause: { message: 'user left' } });
});

test('an abort before the start never starts the program', async () => {
  const result = await run('sleep', ['60'], { signal: AbortSignal.abort(), reject: false });
  expect(result).toMatchObject({ reason: 'aborted', pid: undefined });
});

test('an idle program is ended, one that prints is not', async () => {
  const idle = await run('sh', ['-c', 'echo once; sleep 60'], { idleTimeoutMs: 200, reject: false });
  expect(idle).toMatchObject({ reason: 'idle-timeout', stdout: 'once\n' });
  const busy = await run('sh', ['-c', 'for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.5; done'], { idleTimeoutMs: 3_000 });
  expect(busy.stdout).toContain('8');
});

test('a program that ended in time has not timed out, though this process was blocked and hears of it late', async () => {
  const running = run('sleep', ['0.1'], { timeoutMs: 2_000 });
  const end = performance.now() + 3_000;
  while (performance.now() < end);
  expect((await running).ok).toBe(true);
});

test('many runs that follow one signal cause no warning', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on('warning', onWarning);
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 20 }, () => run('true', [], { signal })));
  await new Promise(setImmediate);
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
});

test('the first reason wins', async () => {
  const controller = new AbortController();
  const running = run(node, [fixture('ignores-sigterm.mjs')], {
    signal: controller.signal,
    timeoutMs: 20_000,
    killGraceMs: 300,
    maxOutputBytes: 3, // passed as soon as it says "ready"
    reject: false,
  });
  running.stdout!.once('data', () => controller.abort());
  expect(await running).toMatchObject({ reason: 'max-output', signal: 'SIGKILL' });
});

async function firstNumber(stdout: NodeJS.ReadableStream, count = 1): Promise<[number, ...number[]]> {
  let text = '';
  stdout.on('data', (chunk) => (text += String(chunk)));
  await waitFor(`${count} numbers`, () => (text.match(/\d+\n/g) ?? []).length >= count);
  return text.match(/\d+/g)!.map(Number) as [number, ...number[]];
}
