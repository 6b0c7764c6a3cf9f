import { startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture } from '../fixtures.js';
import { printedReport, startSteps } from '../program.js';

test('a signal ends the process by itself, with 0, and the AbortSignal says why', async () => {
  const program = await startSteps([['a', 5]]);
  program.kill('SIGINT');
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout).toContain('aborted: SIGINT');
  expect(printedReport(program)).toMatchObject({ ok: true, reason: 'SIGINT', exitCode: 0 });
});

test('a second signal forces the end at once, with 128 + n', async () => {
  const program = await startSteps([['hangs', null]]);
  program.kill('SIGTERM');
  await program.waitForOutput(/aborted/);
  program.kill('SIGINT');
  expect(await program.exited).toEqual({ code: 130, signal: null });
});

test('what keeps the loop alive after the last step is ended by force, and the code stays', async () => {
  const program = await startSteps([], { leak: true, lingerMs: 50 });
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout).toMatch(/forced: lingering, .*Timeout/);
  expect(program.stderr).toMatch(/^Shutdown forced because the process did not end by itself.*, exit code 0; still open: .*Timeout/);
  expect(printedReport(program)).toMatchObject({ ok: true, deadlineExceeded: false });
});

test('5 MB written just before a forced exit arrive whole', async () => {
  const program = startProgram(fixture('prints-much.mjs'));
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout.length).toBe(5 * 1024 * 1024 + 4);
  expect(program.stdout.endsWith('xend\n')).toBe(true);
});

test.each([
  ['exception', '', 1, 'uncaughtException'],
  ['rejection', '70', 70, 'unhandledRejection'],
])('an uncaught %s shuts down in order, once, and is printed', async (kind, exitCode, expected, reason) => {
  const program = startProgram(fixture('fails.mjs'), { args: [kind, exitCode] });
  expect(await program.exited).toEqual({ code: expected, signal: null });
  expect(program.stdout).toBe('db closed\n');
  expect(program.stderr).toContain(`Shutdown (${reason}) ended with failures`);
  expect(program.stderr).toMatch(/Error: first failure\n[^]*fails\.mjs[^]*Error: second failure/);
});

test.each(['', 'late'])('SIGTERM before listen() runs every step (%s)', async (when) => {
  const program = startProgram(fixture('before-listen.mjs'), { args: [when] });
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout).toMatch(/^db closed\n/);
  expect(program.stdout).not.toContain('forced');
  expect(printedReport(program)).toMatchObject({ ok: true, reason: 'SIGTERM' });
});
