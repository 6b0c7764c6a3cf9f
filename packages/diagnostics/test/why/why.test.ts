import { fileURLToPath } from 'node:url';
import { isRunning, type Program, startProgram } from '@childproof/test-kit';
import { expect, it } from 'vitest';
import { fixture, markedLine } from '../programs.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const node = process.env['TEST_NODE'] ?? process.execPath;
const why = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Program => startProgram(cli, { args: ['why', ...args], env });
const place = `hangs.mjs:${markedLine('hangs')}`;

it('prints on SIGUSR2 what holds the program open, which goes on, and keeps its exit code', async () => {
  const program = why(['--', node, fixture('hangs')]);
  const [, pid] = await program.waitForOutput(/^ready (\d+)$/m);
  for (const count of [1, 2]) {
    program.kill('SIGUSR2');
    await program.waitForOutput(new RegExp(`(1 holds the process open:\\n {2}interval {2}every 60000 ms {2}\\S*${place}[^]*){${count}}`));
  }
  expect(isRunning(Number(pid))).toBe(true);
  expect(program.stdout).toBe(`ready ${pid}\n`);
  program.kill('SIGTERM');
  expect(await program.exited).toEqual({ code: 7, signal: null });
});

it('prints by itself after the given time, even where the program has not begun by then', async () => {
  const program = why(['--after', '0', '--', node, fixture('hangs')]);
  await program.waitForOutput(/^(Nothing|1) holds the process open/m);
  await program.waitForOutput(/^ready/m);
  program.kill('SIGTERM');
  expect(await program.exited).toEqual({ code: 7, signal: null });
});

it('prints JSON on request', async () => {
  const program = why(['--json', '--', node, fixture('hangs')]);
  await program.waitForOutput(/^ready/m);
  program.kill('SIGUSR2');
  await program.waitForOutput(/^\[.*\]$/m);
  const resources = JSON.parse(program.stderr) as unknown[];
  expect(resources).toMatchObject([{ kind: 'interval', ref: true, createdAt: { file: fixture('hangs'), line: markedLine('hangs') } }]);
  program.kill('SIGTERM');
  expect(await program.exited).toEqual({ code: 7, signal: null });
});

it.each([undefined, '--no-warnings'])('leaves the program its NODE_OPTIONS (%s) and nothing of its own', async (options) => {
  const program = why(['--', node, fixture('exits'), '5'], { NODE_OPTIONS: options });
  expect(await program.exited).toEqual({ code: 5, signal: null });
  expect(JSON.parse(program.stdout)).toEqual({ options: options ?? null, why: null });
  expect(program.stderr).toBe('');
});

it('exits with 128 + n after a signal, and 127 where there is no such command', async () => {
  expect(await why(['--', 'sh', '-c', 'kill -KILL $$']).exited).toEqual({ code: 137, signal: null });
  const missing = why(['--', 'no-such-command-here']);
  expect(await missing.exited).toEqual({ code: 127, signal: null });
  expect(missing.stderr).toContain('cannot run no-such-command-here');
});

it.each([[[]], [['--after', 'soon', '--', 'true']], [['--jsn', '--', 'true']]])('refuses %j with exit code 2', async (args) => {
  const program = why(args);
  expect(await program.exited).toEqual({ code: 2, signal: null });
  expect(program.stderr).toMatch(/Usage|expected seconds/);
});
