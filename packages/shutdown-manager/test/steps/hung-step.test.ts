import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture } from '../fixtures.js';
import { printedReport, startSteps } from '../program.js';

test('a step that hangs is named with its line, one that throws is reported, and the others still run', async () => {
  const program = startProgram(fixture('hung-step.mjs'), { ipc: true });
  await once(program.child, 'message');
  program.kill();
  expect(await program.exited).toEqual({ code: 1, signal: null });
  expect(program.stdout).toMatch(/^ran\ngoodbye\n/);
  const report = printedReport(program);
  const lines = readFileSync(fixture('hung-step.mjs'), 'utf8').split('\n');
  const lineOf = (text: string): string => `hung-step.mjs:${lines.findIndex((line) => line.includes(text)) + 1}:`;
  expect(report).toMatchObject({ ok: false, reason: 'SIGTERM', exitCode: 1, deadlineExceeded: false, errors: [] });
  const byName = Object.fromEntries(report.steps.map((step) => [step.name, step]));
  expect(byName['hangs']).toMatchObject({ status: 'timed-out', registeredAt: expect.stringContaining(lineOf("'hangs', ()")) as string });
  expect(byName['hangs']!.error).toContain(lineOf("'hangs', ()"));
  expect(byName['throws']).toMatchObject({ status: 'failed', error: 'on purpose' });
  expect(byName['waits for both']).toMatchObject({ status: 'done' });
  expect(byName['says goodbye']).toMatchObject({ status: 'done' });
});

test('at the deadline the exit is forced: who hung and who was skipped is told', async () => {
  const program = await startSteps([['hangs', null, { timeoutMs: 60_000 }], ['too late', 0, { phase: 'final' }]], {
    deadlineMs: 300,
    exitCodes: { deadline: 75 },
  });
  program.kill();
  expect(await program.exited).toEqual({ code: 75, signal: null });
  const report = printedReport(program);
  expect(report).toMatchObject({ ok: false, deadlineExceeded: true });
  const statuses = report.steps.map(({ name, status }) => [name, status]);
  expect(statuses).toEqual([['timer', 'done'], ['hangs', 'timed-out'], ['too late', 'skipped']]);
});
