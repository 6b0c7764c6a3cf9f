import { startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture } from '../fixtures.js';
import { printedReport } from '../program.js';

const cases = [
  ['exits', 'before', ['process.exit(0)']],
  ['exits', 'after', ['process.exit(0)']],
  ['exits, first in line', 'after', ['process.exit(0)']],
  ['removes', 'before', []], // there was nothing of ours to remove yet
  ['removes', 'after', ['the listener for SIGTERM was removed']],
  ['removes each', 'after', ['the listener for SIGTERM was removed']],
  ['removes and exits', 'after', ['the listener for SIGTERM was removed', 'process.exit(0)']],
] as const;

test.each(cases)('a library that %s (registered %s us) is named, and the shutdown runs in full', async (library, when, expected) => {
  const program = startProgram(fixture('tampered.mjs'), { args: [library, when] });
  await program.waitForOutput(/ready/);
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout).toContain('db closed\n');
  const { tampering, ok, reason } = printedReport(program);
  expect({ ok, reason, what: tampering.map(({ what }) => what) }).toEqual({ ok: true, reason: 'SIGTERM', what: expected });
  for (const { stack } of tampering) expect(stack.split('\n')[0]).toMatch(/tampered\.mjs|node:events/);
  for (const { stack } of tampering) expect(stack).toMatch(/tampered\.mjs:\d+:\d+/);
});

test('removing every listener of the process is survived, signals included', async () => {
  const program = startProgram(fixture('tampered.mjs'), { args: ['removes all', 'after'] });
  await program.waitForOutput(/ready/);
  program.kill();
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(printedReport(program)).toMatchObject({ ok: true, steps: [{ name: 'db', status: 'done' }] });
  expect(printedReport(program).tampering.map(({ what }) => what)).toContain('the listener for SIGTERM was removed');
});

test('a library that exits on an uncaught error does not cut the shutdown off', async () => {
  const program = startProgram(fixture('tampered.mjs'), { args: ['exits when it fails', 'before'] });
  expect(await program.exited).toEqual({ code: 1, signal: null });
  expect(program.stdout).toContain('db closed\n');
  expect(printedReport(program)).toMatchObject({ reason: 'uncaughtException', tampering: [{ what: 'process.exit(7)' }] });
});

test('process.exit() is what it was before and after a shutdown, and once the manager is uninstalled', async () => {
  const program = startProgram(fixture('exits-itself.mjs'), { args: ['before'] });
  expect(await program.exited).toEqual({ code: 9, signal: null });
  const disposed = startProgram(fixture('exits-itself.mjs'), { args: ['disposed'] });
  expect(await disposed.exited).toEqual({ code: 9, signal: null });
  expect(disposed.stdout).toBe('the same function: true\n');
});
