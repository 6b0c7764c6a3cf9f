import { createReadStream } from 'node:fs';
import { trackLeaks } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';

test('stdin is at its end unless something is given', async () => {
  expect((await run('cat')).stdout).toBe('');
});

test.each<[string, () => NonNullable<Parameters<typeof run>[2]>['input'], string]>([
  ['a string', () => 'héllo', 'héllo'],
  ['bytes', () => new TextEncoder().encode('héllo'), 'héllo'],
  ['an array', () => ['a', 'b'], 'ab'],
  ['a file', () => createReadStream('/etc/hostname'), expect.stringMatching(/\n$/)],
  ['an async iterable', () => letters(), 'abc'],
])('gives %s to the program', async (_, input, expected) => {
  expect((await run('cat', [], { input: input() })).stdout).toEqual(expected);
});

test('a program that never reads its input is no failure', async () => {
  expect((await run('true', [], { input: 'x'.repeat(5_000_000) })).ok).toBe(true);
});

test('an endless source is released when the program has ended', async () => {
  const leaks = trackLeaks();
  let released = false;
  async function* endless() {
    try {
      for (;;) yield 'x'.repeat(65_536);
    } finally {
      released = true;
    }
  }
  const { stdout } = await run('head', ['-c', '3'], { input: endless() });
  expect(stdout).toBe('xxx');
  await leaks.assertNothingLeft();
  expect(released).toBe(true);
});

test('a source that fails ends the program, reason stdio', async () => {
  async function* failing() {
    yield 'x';
    throw new Error('disk is gone');
  }
  const result = await run('cat', [], { input: failing(), reject: false });
  expect(result).toMatchObject({ ok: false, reason: 'stdio', cause: { message: 'disk is gone' } });
});

test('stdin: pipe is left to the caller', async () => {
  const running = run('cat', [], { stdin: 'pipe' });
  running.stdin!.end('by hand');
  expect((await running).stdout).toBe('by hand');
});

async function* letters() {
  yield 'a';
  yield Buffer.from('b');
  yield 'c';
}
