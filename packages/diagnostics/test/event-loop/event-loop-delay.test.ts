import { eventLoopDelay } from '@childproof/diagnostics';
import { trackLeaks, waitFor } from '@childproof/test-kit';
import { expect, it } from 'vitest';

it('sees a block, and is back at rest after a reset', async () => {
  const leaks = trackLeaks();
  const delay = eventLoopDelay();
  await waitFor('a block to show', () => {
    const { maxMs } = delay.read();
    const until = performance.now() + 150;
    while (performance.now() < until);
    return maxMs > 100;
  });
  expect(delay.read().utilization).toBeGreaterThan(0.5);
  delay.reset();
  expect(delay.read()).toMatchObject({ maxMs: 0, p99Ms: 0 });
  delay.close();
  await leaks.assertNothingLeft();
});

it('refuses options that do not exist', () => {
  expect(() => eventLoopDelay({ resolution: 10 } as never)).toThrow(/Did you mean "resolutionMs"/);
  expect(() => eventLoopDelay({ resolutionMs: 0 })).toThrow(/ERR_INVALID_OPTION|expected an integer/);
});
