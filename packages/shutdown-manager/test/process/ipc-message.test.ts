import { once } from 'node:events';
import { startProgram } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { fixture } from '../fixtures.js';
import { printedReport } from '../program.js';

test('a message of the parent shuts down, others do not, and the channel keeps nobody alive afterwards', async () => {
  const program = startProgram(fixture('ipc-message.mjs'), { ipc: true });
  await once(program.child, 'message');
  program.child.send({ type: 'shutdown' });
  program.child.send('shutdown');
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(printedReport(program)).toMatchObject({ ok: true, reason: 'message "shutdown"' });
  expect(program.stderr).toBe(''); // nothing had to be forced
});
