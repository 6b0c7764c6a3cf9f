import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { isRunning, startProgram, trackLeaks, waitFor, waitUntilGone } from '@childproof/test-kit';
import { afterEach, describe, expect, test } from 'vitest';
import { guardedSpawner, guardProcess, type Guard, type GuardedProcess } from '../../src/index.js';
import { fixture, HELPERS, leaves, namedIn, startGuarded } from '../guarded-program.js';

let guard: Guard | undefined;
afterEach(() => guard?.[Symbol.asyncDispose]());

const exitOf = (child: GuardedProcess): Promise<unknown[]> => once(child as never, 'exit');

describe.each(HELPERS)('helper %s', (helper) => {
  const open = async () => guardedSpawner((guard = await guardProcess({ graceMs: 500, helper })));

  test('stdio, environment, working directory and exit code are those of a plain spawn', async () => {
    const leaks = trackLeaks();
    const spawner = await open();
    const child = spawner.spawn({ file: 'sh', args: ['-c', 'cat; pwd; echo $WORD >&2; exit 3'], cwd: '/', env: { PATH: process.env['PATH'], WORD: 'env' } });
    child.stdin!.end('in ');
    const [out, err] = await Promise.all([text(child.stdout!), text(child.stderr!), exitOf(child)]);
    expect([out, err, child.exitCode, child.signalCode]).toEqual(['in /\n', 'env\n', 3, null]);
    expect(child.kill()).toBe(false);
    await guard![Symbol.asyncDispose]();
    await leaks.assertNothingLeft();
  });

  test.each(['SIGTERM', 'SIGKILL', 'SIGINT'] as const)('kill(%s) reaches the program and is its end', async (signal) => {
    const spawner = await open();
    const child = spawner.spawn({ file: 'sh', args: ['-c', 'echo up; exec sleep 60'] });
    await once(child.stdout!, 'data');
    const exit = exitOf(child);
    expect(child.kill(signal)).toBe(true);
    expect(await exit).toEqual([null, signal]);
  });

  test('the exit comes at once, and what the program leaves behind lives until a sweep', async () => {
    const spawner = await open();
    const child = spawner.spawn({ file: 'sh', args: ['-c', '(setsid sleep 60 >/dev/null 2>&1 & echo $!)'] });
    const [[pid]] = (await Promise.all([once(child.stdout!, 'data'), exitOf(child)])) as [[Buffer], unknown];
    expect(isRunning(Number(pid))).toBe(true);
    await guard!.sweep();
    expect(isRunning(Number(pid))).toBe(false);
  });

  test('messages pass', async () => {
    const spawner = await open();
    const child = spawner.spawn({ file: process.execPath, args: ['-e', 'process.once("message", (m) => { process.send({ got: m }); process.disconnect(); })'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const answer = once(child as never, 'message');
    const disconnected = once(child as never, 'disconnect');
    child.send('hello');
    expect((await answer)[0]).toEqual({ got: 'hello' });
    await disconnected;
    expect(await exitOf(child)).toEqual([0, null]);
  });

  test('a start that fails is told as node tells it', async () => {
    const spawner = await open();
    const child = spawner.spawn({ file: 'no-such-program', args: [] });
    expect(child.pid).toBeUndefined();
    expect((await once(child as never, 'error'))[0]).toMatchObject({ code: 'ENOENT' });
  });

  test('a program of its own group can be signalled as a group', async () => {
    const spawner = await open();
    const child = spawner.spawn({ file: 'sh', args: ['-c', 'sleep 60 & echo up; wait'], ownGroup: true });
    await once(child.stdout!, 'data');
    const exit = exitOf(child);
    process.kill(-child.pid!, 'SIGKILL');
    expect(await exit).toEqual([null, 'SIGKILL']);
    await waitFor('nobody left', () => guard!.descendants().length === 0);
  });

  test('SIGKILL of this process ends it all', async () => {
    const program = await startGuarded('(setsid sh -c "$1" "$0" &) ; exec sh -c "$1" "$0"', { file: 'spawns-guarded.mjs', helper });
    await leaves(program.folder, 2);
    const { watchdogPids } = await program.status();
    program.kill('SIGKILL');
    await waitUntilGone(...watchdogPids);
    await waitFor('nobody left', () => namedIn(program.folder).length === 0);
  });

  test('an exempted program survives this process', async () => {
    const program = await startGuarded('exec sh -c "$1" "$0"', { file: 'spawns-guarded.mjs', helper });
    const [leaf] = await leaves(program.folder, 1);
    const { watchdogPids, pid } = (await program.status()) as unknown as { watchdogPids: number[]; pid: number };
    await program.ask('exempt');
    program.kill('SIGKILL');
    await waitUntilGone(...watchdogPids, ...(pid === leaf ? [] : [pid]));
    expect(isRunning(leaf!)).toBe(true);
  });

  test('waiting for an exit keeps this process alive', async () => {
    const program = startProgram(fixture('waits-for-exits.mjs'), { env: { HELPER: helper } });
    expect(await program.exited).toEqual({ code: 0, signal: null });
    expect(program.stdout).toBe('all exits seen\n');
  });

  test('after its guard it spawns no more', async () => {
    const spawner = await open();
    await guard![Symbol.asyncDispose]();
    expect(() => spawner.spawn({ file: 'true', args: [] })).toThrow(expect.objectContaining({ code: 'ERR_GUARD_DISPOSED' }));
  });
});

test('with the helper, who lifts its mark cannot get away, not even as a hopper', async () => {
  const program = await startGuarded(`ulimit -S -m unlimited; exec perl ${fixture('hopper.pl')} "$0"`, { file: 'spawns-guarded.mjs' });
  const hops = (): number => statSync(`${program.folder}/leaf`).size;
  await waitFor('20 hops', () => hops() > 20);
  const { pid } = (await program.status()) as unknown as { pid: number };
  program.kill('SIGKILL');
  await waitUntilGone(pid); // the helper: it goes when wait(2) has said that nobody is left
  const last = hops();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(hops()).toBe(last);
});

test('when its helper is killed, that is reported as its end, and a sweep ends the program', async () => {
  guard = await guardProcess({ graceMs: 100, helper: 'required' });
  const child = guardedSpawner(guard).spawn({ file: 'sleep', args: ['60'] });
  await waitFor('the program', () => guard!.descendants().length === 1);
  const exit = exitOf(child);
  process.kill(child.pid!, 'SIGKILL');
  expect(await exit).toEqual([null, 'SIGKILL']);
  expect(guard.descendants()).toHaveLength(1);
  await guard.sweep();
  expect(guard.descendants()).toEqual([]);
});

test.each([undefined, {}, spawn])('refuses %s', (value) => {
  expect(() => guardedSpawner(value as unknown as Guard)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }));
});

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}
