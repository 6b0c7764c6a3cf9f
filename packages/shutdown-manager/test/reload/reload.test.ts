import { startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { createShutdownManager } from '../../src/index.js';
import { defaultReloadSignals, defaultSignals } from '../../src/process/default-signals.js';
import { fixture } from '../fixtures.js';

test('SIGHUP reloads, never twice at a time, and a reload that fails is a warning and not the end', async () => {
  const program = startProgram(fixture('reloads.mjs'));
  await program.waitForOutput(/ready/);
  program.kill('SIGHUP');
  await program.waitForOutput(/reload 1 SIGHUP begins/);
  program.kill('SIGHUP');
  program.kill('SIGHUP');
  await program.waitForOutput(/ReloadWarning: The reload asked for by SIGHUP has failed: bad configuration/);
  program.kill('SIGHUP');
  await program.waitForOutput(/reload 3 ends/);
  program.kill('SIGTERM');
  expect(await program.exited).toEqual({ code: 0, signal: null });
  const lines = program.stdout.split('\n').filter((line) => line.startsWith('reload'));
  expect(lines).toEqual(['reload 1 SIGHUP begins', 'reload 1 ends', 'reload 2 SIGHUP begins', 'reload 3 SIGHUP begins', 'reload 3 ends']);
});

test.each([
  [{ reloadSignals: ['SIGHUP'] }, 'without onReload would reload nothing'],
  [{ reloadSignals: ['SIGTERM'], signals: ['SIGTERM'], onReload: () => {} }, 'SIGTERM is among signals and reloadSignals'],
])('%j is refused', (options, message) => {
  expect(() => createShutdownManager(options as object)).toThrow(message);
});

test('each platform listens to what it has', () => {
  expect([defaultSignals('linux'), defaultReloadSignals('linux')]).toEqual([['SIGTERM', 'SIGINT', 'SIGQUIT'], ['SIGHUP']]);
  expect([defaultSignals('win32'), defaultReloadSignals('win32')]).toEqual([['SIGINT', 'SIGBREAK', 'SIGHUP'], []]);
});
