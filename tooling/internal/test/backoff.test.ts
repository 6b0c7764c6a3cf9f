import { expect, test } from 'vitest';
import { backoffDelayMs } from '../src/index.js';

const options = { initialMs: 100, maxMs: 1_000, factor: 2, jitter: 0.5 };
const delays = (random: number) => [1, 2, 3, 4, 5, 50].map((retry) => backoffDelayMs(options, retry, () => random));

test('grows by the factor up to the cap', () => {
  expect(delays(0)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
});

test('jitter only ever shortens', () => {
  expect(delays(1)).toEqual([50, 100, 200, 400, 500, 500]);
});
