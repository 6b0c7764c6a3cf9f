import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isRunning, startProgram, temporaryFolder, waitFor, waitUntilGone } from '@childproof/test-kit';
import { describe, expect, test } from 'vitest';
import { fixture, leaves, namedIn, startGuarded, type GuardedProgram } from '../guarded-program.js';

// What runs on macOS is run here, on a process table read through ps; what differs there is how ps spells an option.
const nodeArgs = ['--import', fixture('as-darwin.mjs')];
const start = (command?: string): Promise<GuardedProgram> => startGuarded(command, { nodeArgs, helper: 'auto' });

const SHAPES: Record<string, { readonly command: string; readonly leaves: number }> = {
  'a direct child': { command: 'exec sh -c "$1" "$0"', leaves: 1 },
  'a chain of three': { command: `sh -c 'sh -c "$1" "$0" & wait' "$0" "$1" & wait`, leaves: 1 },
  'a session of its own': { command: 'setsid sh -c "$1" "$0" & wait', leaves: 1 },
  'a double-forked daemon whose parent has gone': { command: '(setsid sh -c "$1" "$0" &)', leaves: 1 },
  'a scrubbed environment below a parent that lives': { command: 'env -i /bin/sh -c "$1" "$0" & wait', leaves: 1 },
  'a fork storm': { command: 'i=0; while [ $i -lt 60 ]; do i=$((i+1)); setsid sh -c "$1" "$0" & done; wait', leaves: 5 },
};

describe.each(Object.keys(SHAPES))('%s', (shape) => {
  test.each(['SIGKILL', 'exit'])('%s leaves nobody', async (death) => {
    const { command, leaves: count } = SHAPES[shape]!;
    const program = await start(command);
    const { watchdogPids, descendants } = await program.status();
    const found = await leaves(program.folder, count);
    expect(descendants.map(({ pid }) => pid)).not.toContain(program.pid);
    if (death === 'SIGKILL') program.kill('SIGKILL');
    else program.tell('exit');
    await once(program.child, 'exit');
    await waitUntilGone(...watchdogPids);
    expect(found.filter(isRunning)).toEqual([]);
    expect(namedIn(program.folder)).toEqual([]);
  });
});

test('its descendants are seen and swept while it lives, and strangers are not touched', async () => {
  const stranger = startProgram('', { command: 'sleep', nodeArgs: ['60'] });
  const program = await start('setsid sh -c "$1" "$0" & wait');
  const [leaf] = await leaves(program.folder, 1);
  const { descendants, helperUnusable } = await program.status();
  expect(descendants.map(({ pid }) => pid)).toContain(leaf);
  expect(descendants.every(({ name }) => ['sh', 'tail', 'setsid'].includes(name))).toBe(true);
  expect(helperUnusable).toBe('there is none for darwin');
  await program.ask('sweep');
  expect(isRunning(leaf!)).toBe(false);
  expect(isRunning(stranger.pid)).toBe(true);
  expect((await program.status()).state).toBe('guarding');
  stranger.kill('SIGKILL');
});

test('a watchdog that is killed is replaced, and the other one holds meanwhile', async () => {
  const program = await start('setsid sh -c "$1" "$0" & wait');
  await leaves(program.folder, 1);
  const { watchdogPids: [first, second] } = await program.status();
  process.kill(first!, 'SIGKILL');
  program.kill('SIGKILL');
  await waitFor('nobody left', () => namedIn(program.folder).length === 0);
  await waitUntilGone(first!, second!);
});

test('the command line keeps the exit code, and leaves nobody', async () => {
  const folder = temporaryFolder();
  writeFileSync(`${folder}/leaf`, '');
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  const program = startProgram(cli, { nodeArgs, args: ['--grace', '50ms', '--', 'sh', '-c', 'setsid tail -f "$0" & sleep 0.2; exit 7', `${folder}/leaf`] });
  await leaves(folder, 1);
  expect((await program.exited).code).toBe(7);
  expect(namedIn(folder)).toEqual([]);
});

test('what needs Linux says so', async () => {
  const refused = startProgram(fixture('ends-by-itself.mjs'), { nodeArgs, env: { HELPER: 'required' } });
  expect(await refused.exited).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain('ERR_GUARD_HELPER_UNAVAILABLE');
});
