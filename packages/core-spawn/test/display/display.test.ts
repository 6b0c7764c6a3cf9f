import { startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run, type RunOptions } from '../../src/index.js';
import { fixture } from '../fixtures.js';

async function shown(options: RunOptions): Promise<{ stdout: string; stderr: string }> {
  const program = startProgram(fixture('shows.mjs'), { args: [JSON.stringify(options)] });
  expect(await program.exited).toMatchObject({ code: 0 });
  return program;
}

test('nothing is printed unless asked', async () => {
  expect(await shown({})).toMatchObject({ stdout: '', stderr: '' });
});

test('prefix prints whole lines as they come, each stream to its own', async () => {
  expect(await shown({ prefix: '[build] ' })).toMatchObject({ stdout: '[build] one\n[build] two\n', stderr: '[build] problem\n' });
});

test('verbose prints the command and its outcome to stderr', async () => {
  const { stdout, stderr } = await shown({ verbose: true });
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^\$ sh -c '.*'\n {2}sh -c '.*': exited with code 3 \(\d+ ms\)\n$/);
});

test('verbose gives its messages to a function', async () => {
  const messages: string[] = [];
  await run('true', [], { verbose: (message) => messages.push(message) });
  await run('no-such-program', [], { reject: false, verbose: (message) => messages.push(message) });
  expect(messages).toEqual(['$ true', expect.stringMatching(/^ {2}true: done \(\d+ ms\)$/), expect.stringMatching(/^ {2}no-such-program: could not be started: no such program/)]);
});
