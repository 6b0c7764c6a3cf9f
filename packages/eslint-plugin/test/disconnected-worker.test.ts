import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const parent = fileURLToPath(new URL('fixtures/disconnecting-parent.mjs', import.meta.url));

// The pages of no-exit-without-close and require-fork-error-handling advise on the strength of this.
it.each(['inherited', 'silent'])('brings `exit` and never `close` of a worker that its parent has disconnected, with %s output', async (stdio) => {
  const { stdout } = await promisify(execFile)(process.env['TEST_NODE'] ?? process.execPath, [parent, stdio]);
  expect(stdout).toBe('exit\n'); // the parent has ended by itself: there was nothing left to come
});
