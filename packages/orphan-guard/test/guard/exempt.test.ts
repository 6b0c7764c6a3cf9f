import { spawn } from 'node:child_process';
import { isRunning, waitUntilGone } from '@childproof/test-kit';
import { afterEach, expect, test } from 'vitest';
import { guardProcess, type Guard } from '../../src/index.js';
import { leaves, namedIn, startGuarded } from '../guarded-program.js';

let guard: Guard | undefined;
afterEach(() => guard?.[Symbol.asyncDispose]());

test('an exempted daemon survives the death of the program, the others do not', async () => {
  const program = await startGuarded('(setsid sh -c "$1" "$0" &); exec setsid sh -c "$1" "$0"');
  const [daemon] = await leaves(program.folder, 2);
  const { watchdogPids } = await program.status();
  expect(await program.ask('exempt', daemon)).toBe('exempted');
  expect(await program.ask('exempt', daemon)).toBe('exempted');
  program.kill('SIGKILL');
  await waitUntilGone(...watchdogPids);
  expect(namedIn(program.folder)).toEqual([daemon]);
  expect(isRunning(daemon!)).toBe(true);
});

test('only what is guarded can be exempted', async () => {
  const before = spawn('sleep', ['60']);
  guard = await guardProcess();
  expect(() => guard!.exempt(before)).toThrow(expect.objectContaining({ code: 'ERR_GUARD_NOT_A_DESCENDANT' }));
  expect(() => guard!.exempt(process.pid)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }));
  expect(() => guard!.exempt(-1)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }));
  before.kill('SIGKILL');
});

test('a program that has a guard of its own cannot be exempted any more', async () => {
  guard = await guardProcess({ graceMs: 2_000 });
  const program = await startGuarded();
  expect(() => guard!.exempt(program.pid)).toThrow(expect.objectContaining({ reason: 'guards-itself' }));
});
