import { expect, test } from 'vitest';
import { isProcessError, ProcessError, run, toShellExitCode } from '../../src/index.js';

test('a non-zero exit throws an error that carries the result and the last words', async () => {
  const error: unknown = await run('sh', ['-c', 'echo done; echo "disk full" >&2; exit 3']).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProcessError);
  expect(error).toBeInstanceOf(Error);
  expect(isProcessError(error)).toBe(true);
  expect(error).toMatchObject({
    name: 'ProcessError',
    ok: false,
    reason: 'exit-code',
    code: 'ERR_PROCESS_EXIT_CODE',
    exitCode: 3,
    signal: null,
    stdout: 'done\n',
    stderr: 'disk full\n',
  });
  expect((error as Error).message).toMatch(/^sh -c .* exited with code 3\ndisk full$/s);
});

test('a signal is never reported as exit code 0', async () => {
  const result = await run('sh', ['-c', 'kill -SEGV $$'], { reject: false });
  expect(result).toMatchObject({ ok: false, reason: 'signal', signal: 'SIGSEGV', exitCode: null });
  expect(toShellExitCode(result)).toBe(139);
});

test('reject: false narrows on ok', async () => {
  const result = await run('true', [], { reject: false });
  expect(result.ok).toBe(true);
  expect(toShellExitCode(result)).toBe(0);
});

test('waiting again gives the same result', async () => {
  const running = run('true');
  expect(await running).toBe(await running);
});
