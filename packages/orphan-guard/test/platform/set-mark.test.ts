import { startProgram, temporaryFolder } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { GuardError, isGuardError } from '../../src/index.js';
import { fixture } from '../guarded-program.js';

test('without prlimit there is no guard, and the error says what is missing', async () => {
  const program = startProgram(fixture('ends-by-itself.mjs'), { env: { PATH: temporaryFolder(), HELPER: 'never' } });
  expect(await program.exited).toMatchObject({ code: 1 });
  expect(program.stdout).toBe('');
  expect(program.stderr).toContain('ERR_GUARD_PRLIMIT_MISSING');
  expect(program.stderr).toContain('util-linux');
});

test('a hard limit below every mark refuses it', async () => {
  const command = 'ulimit -m 1000000000 && exec "$0" "$1"';
  const program = startProgram('', { command: 'sh', nodeArgs: ['-c', command, process.execPath, fixture('ends-by-itself.mjs')] });
  expect(await program.exited).toMatchObject({ code: 1 });
  expect(program.stderr).toContain('ERR_GUARD_MARK_REFUSED');
});

test('errors are recognised across both builds', async () => {
  const { GuardError: Built } = (await import('@childproof/orphan-guard')) as { readonly GuardError: typeof GuardError };
  const error = new Built('watchdog-failed', 'no shell', { cause: 'x' });
  expect(error).toBeInstanceOf(GuardError);
  expect(isGuardError(error)).toBe(true);
  expect(error).toMatchObject({ name: 'GuardError', code: 'ERR_GUARD_WATCHDOG_FAILED', cause: 'x' });
});
