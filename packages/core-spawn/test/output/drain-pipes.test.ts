import { trackLeaks, waitUntilGone } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';

test('a grandchild that keeps stdout open never hangs a run', async () => {
  const leaks = trackLeaks();
  const result = await run('sh', ['-c', 'sleep 60 & echo $!'], { pipeDrainMs: 50 });
  expect(result).toMatchObject({ ok: true, pipeHeld: true });
  const daemon = Number(result.stdout);
  process.kill(daemon, 0); // a background process of a program that succeeded is none of our business
  process.kill(daemon, 'SIGKILL');
  await waitUntilGone(daemon);
  await leaks.assertNothingLeft();
});

test('output that a grandchild writes within the drain time is kept', async () => {
  const { stdout, pipeHeld } = await run('sh', ['-c', '(sleep 0.1; echo late) & echo early'], { pipeDrainMs: 20_000 });
  expect(stdout).toBe('early\nlate\n');
  expect(pipeHeld).toBe(false);
});
