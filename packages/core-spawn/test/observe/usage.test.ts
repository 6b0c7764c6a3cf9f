import { trackLeaks } from '@childproof/test-kit';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { node } from '../fixtures.js';

test('usage tells CPU time and peak memory of a program', async () => {
  const leaks = trackLeaks();
  const script = 'const held = Buffer.alloc(150e6, 1); const end = process.cpuUsage().user + 4e5; while (process.cpuUsage().user < end); setTimeout(() => held, 500)';
  const { usage } = await run(node, ['-e', script], { usage: true });
  expect(usage!.cpuMs).toBeGreaterThan(300);
  expect(usage!.peakRssBytes).toBeGreaterThan(150e6);
  await leaks.assertNothingLeft();
});

test('it is not there unless asked', async () => {
  expect('usage' in (await run('true'))).toBe(false);
});
