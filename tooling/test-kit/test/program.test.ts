import { expect, test } from 'vitest';
import { descendantsOf, isRunning, processesWithEnvironment, startProgram, waitUntilGone } from '../src/index.js';

test('starts a program, waits for its ready mark and sees its descendants', async () => {
  const program = startProgram('', {
    command: 'sh',
    args: ['-c', 'sleep 60 & echo "ready $!"; wait'],
    env: { TEST_KIT_MARK: String(process.pid) },
  });
  const sleeper = Number((await program.waitForOutput(/ready (\d+)/))[1]);
  expect(descendantsOf(program.pid).map(({ pid }) => pid)).toEqual([sleeper]);
  expect(processesWithEnvironment('TEST_KIT_MARK', String(process.pid)).length).toBe(2);
  program.kill('SIGKILL');
  expect(isRunning(sleeper)).toBe(true);
  process.kill(sleeper, 'SIGKILL');
  await waitUntilGone(sleeper);
  expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
});

test('says what a program printed that ended before its mark', async () => {
  const program = startProgram('', { command: 'sh', args: ['-c', 'echo oops >&2; exit 3'] });
  await expect(program.waitForOutput(/ready/)).rejects.toThrow(/ended \(3\) without printing \/ready\/.*stderr: oops/s);
});
