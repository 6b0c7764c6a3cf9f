import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, temporaryFolder, trackLeaks } from '@childproof/test-kit';
import { describe, expect, test } from 'vitest';
import { run, toShellExitCode, type FailureReason, type RunOptions } from '../../src/index.js';
import { fixture } from '../fixtures.js';

async function failureOf(file: string, args: string[] = [], options: RunOptions = {}) {
  const leaks = trackLeaks();
  const result = await run(file, args, { ...options, reject: false });
  await leaks.assertNothingLeft();
  if (result.ok) throw new Error(`${file} has run`);
  expect(result.pid).toBeUndefined();
  expect(result.exitCode).toBeNull();
  return result;
}

function script(content: string, mode: number): string {
  const path = join(temporaryFolder(), 'script');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

describe('a program that cannot be started', () => {
  test.each<[string, () => [string, string[]?, RunOptions?], FailureReason, number, RegExp]>([
    ['missing from PATH', () => ['no-such-program'], 'not-found', 127, /no such program; check the name and PATH \(ENOENT\)/],
    ['missing path', () => ['/no/such/file'], 'not-found', 127, /no such program/],
    ['below a file', () => ['/etc/passwd/x'], 'not-found', 127, /ENOTDIR|ENOENT/],
    ['missing interpreter', () => [script('#!/no/such/sh\n', 0o755)], 'not-found', 127, /interpreter that it names does not/],
    ['no x bit', () => [script('#!/bin/sh\n', 0o644)], 'permission-denied', 126, /not executable by this user/],
    ['a folder', () => ['/usr'], 'permission-denied', 126, /EACCES/],
    ['missing cwd', () => ['true', [], { cwd: '/no/such/folder' }], 'cwd-not-found', 127, /"\/no\/such\/folder" is not a directory/],
    ['cwd is a file', () => ['true', [], { cwd: '/etc/passwd' }], 'cwd-not-found', 127, /"\/etc\/passwd" is not a directory/],
    ['missing program in a good cwd', () => ['no-such-program', [], { cwd: '/usr' }], 'not-found', 127, /no such program/],
    ['NUL in an argument', () => ['echo', ['a\0b']], 'invalid-argument', 126, /no process can be given/],
    ['NUL in the environment', () => ['echo', [], { env: { A: '\0' } }], 'invalid-argument', 126, /no process can be given/],
    ['empty name', () => [''], 'invalid-argument', 126, /no process can be given/],
    ['E2BIG', () => ['echo', ['x'.repeat(4_000_000)]], 'argument-list-too-long', 126, /pass the data through stdin/],
  ])('%s', async (_, call, reason, shellCode, message) => {
    const failure = await failureOf(...call());
    expect(failure.reason).toBe(reason);
    expect(failure.message).toMatch(message);
    expect(failure.cause).toBeInstanceOf(Error);
    expect(toShellExitCode(failure)).toBe(shellCode);
  });
});

test('out of descriptors is told apart', async () => {
  const program = startProgram('', {
    command: 'sh',
    args: ['-c', 'ulimit -n 40; exec "$0" "$@"', process.env['TEST_NODE'] ?? process.execPath, fixture('out-of-descriptors.mjs')],
  });
  await program.exited;
  expect(program.stdout).toBe('resource-exhausted ERR_PROCESS_RESOURCE_EXHAUSTED\n');
});
