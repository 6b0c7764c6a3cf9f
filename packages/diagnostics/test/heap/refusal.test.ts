import { expect, it } from 'vitest';
import { refusal } from '../../src/heap/refusal.js';

const estimate = { stopMs: 6_000, memoryBytes: 2 ** 31, bytes: 1 };

it.each([
  [10_000, 2 ** 32, undefined],
  [5_000, 2 ** 32, 'none is taken: at most 5 s are allowed'],
  [10_000, 2 ** 30, 'none is taken: only 1.0 GB of memory are available'],
])('with at most %i ms and %i bytes available: %s', (maxStopMs, availableBytes, text) => {
  expect(refusal(estimate, { maxStopMs, availableBytes })).toBe(text);
});
