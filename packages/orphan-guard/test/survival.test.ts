import { once } from 'node:events';
import { isRunning, startProgram, temporaryFolder, waitFor, waitUntilGone } from '@childproof/test-kit';
import { describe, expect, test } from 'vitest';
import { fixture, HELPERS, leaves, namedIn, startGuarded, type GuardedProgram } from './guarded-program.js';

/** In each, "$0" is the test's file and "$1" the command of a leaf, which ignores SIGTERM. */
const SHAPES: Record<string, { readonly command: string; readonly leaves: number }> = {
  'a direct child': { command: 'exec sh -c "$1" "$0"', leaves: 1 },
  'a chain of three': { command: `sh -c 'sh -c "$1" "$0" & wait' "$0" "$1" & wait`, leaves: 1 },
  'a session of its own': { command: 'setsid sh -c "$1" "$0" & wait', leaves: 1 },
  'a double-forked daemon whose parent has gone': { command: '(setsid sh -c "$1" "$0" &)', leaves: 1 },
  'a scrubbed environment': { command: '(env -i /usr/bin/setsid /bin/sh -c "$1" "$0" &)', leaves: 1 },
  'a fork storm': { command: 'i=0; while [ $i -lt 150 ]; do i=$((i+1)); setsid sh -c "$1" "$0" & done; wait', leaves: 5 },
};

const DEATHS: Record<string, (program: GuardedProgram) => Promise<void> | void> = {
  SIGKILL: (program) => program.kill('SIGKILL'),
  SIGTERM: (program) => program.kill('SIGTERM'),
  'an uncaught error': (program) => program.tell('uncaught'),
  'process.exit()': (program) => program.tell('exit'),
  'process.abort()': (program) => program.tell('abort'),
  'SIGKILL in a blocked loop': async (program) => {
    await program.ask('block');
    program.kill('SIGKILL');
  },
};

describe.each(HELPERS.flatMap((helper) => Object.keys(DEATHS).map((death) => [helper, death] as const)))('helper %s, %s', (helper, death) => {
  test.each(Object.keys(SHAPES))('leaves nobody of %s', async (shape) => {
    const { command, leaves: count } = SHAPES[shape]!;
    const program = await startGuarded(command, { helper });
    const { watchdogPids } = await program.status();
    await leaves(program.folder, count);
    await DEATHS[death]!(program);
    await once(program.child, 'exit');
    // The watchdogs go when they have found nobody any more: then nobody may be there.
    await waitUntilGone(...watchdogPids);
    expect(namedIn(program.folder)).toEqual([]);
  });
});

test.each(HELPERS)('helper %s: a program that is killed right after a spawn, before its watchdogs are watching, leaves nobody', async (helper) => {
  for (let trial = 0; trial < 10; trial++) {
    const folder = temporaryFolder();
    const program = startProgram(fixture('dies-at-once.mjs'), { args: [`${folder}/leaf`], env: { HELPER: helper } });
    expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await waitFor('nobody left', () => namedIn(folder).length === 0);
  }
});

test('without a guard each shape survives: the matrix shows the guard, not the shapes', async () => {
  for (const { command, leaves: count } of Object.values(SHAPES).slice(1, 5)) {
    const program = await startGuarded(command);
    const { watchdogPids } = await program.status();
    await leaves(program.folder, count);
    for (const pid of watchdogPids) process.kill(pid, 'SIGSTOP');
    program.kill('SIGKILL');
    await once(program.child, 'exit');
    expect((await leaves(program.folder, count)).every(isRunning)).toBe(true);
    for (const pid of watchdogPids) process.kill(pid, 'SIGCONT');
    await waitUntilGone(...watchdogPids);
    expect(namedIn(program.folder)).toEqual([]);
  }
});
