import { trackLeaks, waitUntilGone } from '@childproof/test-kit';
import { expect, expectTypeOf, test } from 'vitest';
import { isProcessError, runSync, type FailureReason, type RunSyncOptions } from '../../src/index.js';
import { fixture, node } from '../fixtures.js';

test('gives the result that run gives', () => {
  const result = runSync('sh', ['-c', 'cat; echo err >&2'], { input: 'héllo' });
  expect(result).toMatchObject({ ok: true, stdout: 'héllo', stderr: 'err\n', exitCode: 0, signal: null, truncated: false, pipeHeld: false });
  expect(result.pid).toBeGreaterThan(0);
  expectTypeOf(runSync('true').stdout).toEqualTypeOf<string>();
  expectTypeOf(runSync('true', [], { encoding: 'bytes' }).stdout).toEqualTypeOf<Uint8Array>();
  expect([...runSync('printf', ['\\377'], { encoding: 'bytes' }).stdout]).toEqual([255]);
  expect(runSync('cat').stdout).toBe('');
  expect(runSync('echo', [], { stdout: 'ignore' }).stdout).toBeUndefined();
});

test.each<[string, string[], RunSyncOptions, FailureReason]>([
  ['false', [], {}, 'exit-code'],
  ['sh', ['-c', 'kill -HUP $$'], {}, 'signal'],
  ['no-such-program', [], {}, 'not-found'],
  ['/usr', [], {}, 'permission-denied'],
  ['true', [], { cwd: '/no/such/folder' }, 'cwd-not-found'],
  ['echo', ['a\0b'], {}, 'invalid-argument'],
  ['echo', ['x'.repeat(4_000_000)], {}, 'argument-list-too-long'],
  ['yes', [], { maxOutputBytes: 1_000 }, 'max-output'],
  [node, [fixture('ignores-sigterm.mjs')], { timeoutMs: 500 }, 'timeout'],
])('%s %j %j fails with the reason %4$s', (file, args, options, reason) => {
  expect(runSync(file, args, { ...options, reject: false })).toMatchObject({ ok: false, reason });
  let thrown: unknown;
  try {
    runSync(file, args, options);
  } catch (error) {
    thrown = error;
  }
  expect(isProcessError(thrown)).toBe(true);
});

test('what fits is kept at the limit', () => {
  expect(runSync('yes', [], { maxOutputBytes: 1_000, reject: false })).toMatchObject({ stdout: 'y\n'.repeat(500), truncated: true });
});

test('nobody is left after a timeout', async () => {
  const leaks = trackLeaks();
  const { stdout } = runSync('sh', ['-c', 'sleep 60 & echo $!; wait'], { timeoutMs: 200, reject: false });
  await waitUntilGone(Number(stdout));
  await leaks.assertNothingLeft();
});

test('options that need an event loop are refused, unknown ones named', () => {
  expect(() => runSync('true', [], { onLine() {} } as object)).toThrow('option "onLine" needs an event loop; use run()');
  expect(() => runSync('true', [], { input: ['a'] } as object)).toThrow('"input" has to be a string or bytes');
  expect(() => runSync('true', [], { timeout: 1 } as object)).toThrow('Did you mean "timeoutMs"');
});
