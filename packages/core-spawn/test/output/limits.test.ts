import { startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { fixture, node } from '../fixtures.js';

test('a program that writes too much is ended, and what fits is kept', async () => {
  const result = await run('yes', [], { maxOutputBytes: 1_000, reject: false });
  expect(result).toMatchObject({ ok: false, reason: 'max-output', truncated: true });
  expect(result.stdout).toBe('y\n'.repeat(500));
});

test('each stream has its own limit', async () => {
  const result = await run('sh', ['-c', 'head -c 900 /dev/zero; head -c 900 /dev/zero >&2'], { maxOutputBytes: 1_000 });
  expect([result.stdout.length, result.stderr.length, result.truncated]).toEqual([900, 900, false]);
  const tooMuch = await run('sh', ['-c', 'yes >&2'], { maxOutputBytes: 1_000, reject: false });
  expect(tooMuch).toMatchObject({ reason: 'max-output', stdout: '' });
});

test('exactly the limit is not too much', async () => {
  expect((await run('printf', ['12345'], { maxOutputBytes: 5 })).stdout).toBe('12345');
});

test('a program that ignores SIGTERM is ended as well', async () => {
  const result = await run(node, [fixture('ignores-sigterm.mjs'), 'chatty'], {
    maxOutputBytes: 1_000,
    killGraceMs: 50,
    reject: false,
  });
  expect(result).toMatchObject({ reason: 'max-output', signal: 'SIGKILL' });
});

test.each(['keep-head', 'keep-tail'] as const)('%s lets the program go on and cuts between characters', async (onMaxOutput) => {
  const text = 'ä'.repeat(50_000) + 'END';
  const { stdout, truncated } = await run('cat', [], { input: text, maxOutputBytes: 1_000, onMaxOutput });
  expect(truncated).toBe(true);
  // 1,000 bytes from the start are 500 characters; from the end END and 498, for the 499th would be cut in two.
  expect(stdout).toBe(onMaxOutput === 'keep-head' ? 'ä'.repeat(500) : 'ä'.repeat(498) + 'END');
});

test('keep-tail gives exactly the last bytes', async () => {
  const { stdout } = await run('seq', ['1', '200000'], { maxOutputBytes: 14, onMaxOutput: 'keep-tail', encoding: 'bytes' });
  expect(Buffer.from(stdout).toString()).toBe('199999\n200000\n');
});

test.each([
  ['terminate', 10],
  // The whole GiB is read and dropped: what is on top is what V8 allows itself before it collects (seen: 40 on Node 26).
  ['keep-head', 100],
  ['keep-tail', 100],
])('at a limit of 1 MiB against 1 GiB, %s: this process grows by at most %i MiB', async (onMaxOutput, limit) => {
  const program = startProgram(fixture('limit-memory.mjs'), { args: [onMaxOutput] });
  await program.exited;
  expect(program.stdout).toMatch(/^\d/);
  expect(Number(program.stdout)).toBeLessThanOrEqual(limit);
});
