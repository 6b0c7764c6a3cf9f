import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MemoryReport } from '@childproof/diagnostics';
import { isRunning, startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, it } from 'vitest';
import { fixture, selfContained, startFixture } from '../programs.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const node = process.env['TEST_NODE'] ?? process.execPath;

it('judges a live process that leaks, names the line and the constructor, says what snapshots cost, and leaves it running', async () => {
  const target = startFixture('memory/grows', { nodeArgs: ['--inspect-port=0'] });
  await target.waitForOutput(/^ready/m);
  const page = join(temporaryFolder(), 'memory.html');
  const program = startProgram(cli, { args: ['memory', String(target.pid), '--for', '4', '--snapshots', '--json', '--html', page] });
  expect((await program.exited).code, program.stderr).toBe(1);
  const { verdict, growing, growth, samples } = JSON.parse(program.stdout) as MemoryReport;
  expect(verdict).toMatchObject({ kind: 'leak', part: 'heap' });
  expect(verdict.bytesPerMinute).toBeGreaterThan(1_000_000);
  const line = readFileSync(fixture('memory/grows'), 'utf8').split('\n').findIndex((text) => text.includes('function remember')) + 1;
  expect(growing[0]).toMatchObject({ name: 'remember', file: fixture('memory/grows'), line });
  expect(growth[0]).toMatchObject({ constructor: 'Entry' });
  expect(growth[0]!.count).toBeGreaterThan(1_000);
  // Each retains itself and two strings; the array that holds them all is none of theirs.
  expect(growth[0]!.retainedBytes / growth[0]!.count).toBeGreaterThan(20);
  expect(growth[0]!.retainedBytes / growth[0]!.count).toBeLessThan(200);
  expect(program.stderr.match(/a heap snapshot stops process \d+ for about [\d.]+ s/g)).toHaveLength(2);
  expect(samples.length).toBeGreaterThanOrEqual(45);
  const html = selfContained(page);
  // Five lines, and the one through the troughs.
  expect(html.match(/<polyline /g)).toHaveLength(6);
  expect(html).toMatch(/Leak: [\d.]+ MB a minute, in heap[^]*remember[^]*Entry/);
  expect(isRunning(target.pid)).toBe(true);
});

it('takes no snapshot that would stop the process for longer than is allowed, and says so', async () => {
  const target = startFixture('memory/grows', { nodeArgs: ['--inspect-port=0'] });
  await target.waitForOutput(/^ready/m);
  const program = startProgram(cli, { args: ['memory', String(target.pid), '--for', '1', '--snapshots', '--max-stop', '0', '--json'] });
  expect((await program.exited).code, program.stderr).toBe(1);
  expect(program.stderr).toMatch(/for about [\d.]+ s, takes up to .*; none is taken: at most 0 s are allowed/);
  expect((JSON.parse(program.stdout) as MemoryReport).growth).toEqual([]);
});

it('starts a program, watches it until Ctrl-C, says that it is too early to judge, and ends it', async () => {
  const program = startProgram(cli, { args: ['memory', '--for', '600', '--', node, fixture('memory/grows')] });
  const [, pid] = await program.waitForOutput(/^ready (\d+)/m);
  await program.waitForOutput(/Debugger attached/);
  program.kill('SIGINT');
  expect((await program.exited).code, program.stderr).toBe(0);
  expect(program.stdout).toMatch(/^rss +[\d.]+ MB[^]*array buffers[^]*verdict, on \d+ full collections: undecided/m);
  expect(isRunning(Number(pid))).toBe(false);
});
