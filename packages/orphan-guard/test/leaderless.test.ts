import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { listProcesses } from '@childproof/internal';
import { readProcess, waitFor, waitUntilGone } from '@childproof/test-kit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { guardProcess, killTree, type Guard } from '../src/index.js';
import { hasSanitizers } from './available.js';
import { argumentsOf, fixture, HELPERS, startGuarded } from './guarded-program.js';

let guard: Guard | undefined;
afterEach(() => guard?.[Symbol.asyncDispose]());

const folder = mkdtempSync(`${tmpdir()}/orphan-guard-leaderless-`);
const program = `${folder}/leaderless`;
beforeAll(() => {
  if (hasSanitizers) execFileSync('cc', ['-pthread', '-o', program, fixture('leaderless.c')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(): Promise<number> {
  const child = spawn(program, { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  await waitFor('its first thread to end', () => readProcess(child.pid!)?.state === 'Z');
  return child.pid!;
}

test.skipIf(!hasSanitizers).each(HELPERS)('helper %s: a process whose first thread has ended is swept, though it looks like a zombie', async (helper) => {
  guard = await guardProcess({ graceMs: 0, helper });
  const pid = await start();
  expect(guard.descendants().map((entry) => entry.pid)).toEqual([pid]);
  await guard.sweep();
  expect(guard.descendants()).toEqual([]);
  await waitFor('its end', () => readProcess(pid) === undefined);
});

test.skipIf(!hasSanitizers).each(HELPERS)('helper %s: and ended by the watchdogs', async (helper) => {
  const guarded = await startGuarded(`exec ${program}`, { helper });
  const left = () => listProcesses().filter(({ pid }) => argumentsOf(pid).startsWith(program));
  await waitFor('the program', async () => (await guarded.status()).descendants.some(({ name }) => name === 'leaderless'));
  const { watchdogPids, descendants } = await guarded.status();
  guarded.kill('SIGKILL');
  await waitUntilGone(...watchdogPids);
  await waitFor('its end', () => readProcess(descendants[0]!.pid) === undefined);
  expect(left()).toEqual([]);
});

test.skipIf(!hasSanitizers)('killTree() ends it', async () => {
  const pid = await start();
  await killTree(pid, { graceMs: 0 });
  await waitFor('its end', () => readProcess(pid) === undefined);
});
