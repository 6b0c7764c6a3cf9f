import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { trackLeaks, waitFor } from '@childproof/test-kit';
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

test.each<[string, () => Readable, RegExp]>([
  ['closed in the middle', () => cutOff(), /the stream was closed before its end/],
  ['that fails like a pipe would', () => cutOff(Object.assign(new Error('peer has gone'), { code: 'ECONNRESET' })), /peer has gone/],
  ['closed before the run', () => new Readable({ read() {} }).destroy(), /the stream was read or closed before the run/],
])('a stream %s is half an input, and no success', async (_, input, message) => {
  const result = await run('cat', [], { input: input(), reject: false });
  if (result.ok) throw new Error(`taken for the whole input: ${result.stdout}`);
  expect(result.reason).toBe('stdio');
  expect(result.message).toMatch(message);
});

test('what is neither string nor bytes is named, and hurts nobody else', async () => {
  const result = await run('cat', [], { input: ['a', 5] as unknown as string[], reject: false });
  expect(result).toMatchObject({ reason: 'stdio', cause: { message: 'the input has given 5; expected strings and bytes' } });
});

test('a source that gives nothing more is released when the program has ended', async () => {
  let released = false;
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}), return: () => ((released = true), Promise.resolve({ done: true as const, value: undefined })) }) };
  await run('true', [], { input: silent });
  await waitFor('the release', () => released);
});

/** Gives one piece, and is then over without an end. */
function cutOff(error?: Error): Readable {
  const stream = new Readable({ read() {} });
  stream.push('half');
  setImmediate(() => stream.destroy(error));
  return stream;
}
