import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { run, toShellExitCode } from '../../src/index.js';

test.each([
  ['exit 7', 'sh', ['-c', 'exit 7']],
  ['killed', 'sh', ['-c', 'kill -KILL $$']],
  ['not found', 'no-such-program', []],
  ['not executable', '/etc/passwd', []],
])('gives what a shell gives: %s', async (_, file, args) => {
  const shell = spawnSync('sh', ['-c', '"$0" "$@"; exit $?', file, ...args]);
  const result = await run(file, args, { reject: false });
  expect(toShellExitCode(result)).toBe(shell.status);
});

test('gives what timeout(1) gives', async () => {
  const { status } = spawnSync('timeout', ['0.05', 'sleep', '60']);
  const result = await run('sleep', ['60'], { timeoutMs: 50, reject: false });
  expect(toShellExitCode(result)).toBe(status);
  expect(execFileSync('true').length).toBe(0);
});
