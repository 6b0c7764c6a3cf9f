import { expect, it } from 'vitest';
import { judge } from '../../src/memory/verdict.js';

const MB = 2 ** 20;

/** Troughs with these sizes, each a little larger than the one before: V8 itself is never quite still. */
function kindOf(retainedAt: (index: number) => number): string {
  const troughs = Array.from({ length: 45 }, (_, index) => {
    const retained = retainedAt(index) + index * 1_024;
    return { atMs: index * 1_000, rss: 100 * MB, heapTotal: 20 * MB, heapUsed: 10 * MB, external: 0, arrayBuffers: 0, retained };
  });
  return judge(troughs).kind;
}

it.each([
  ['on and off', 45, (share: number) => (share < 0.5 ? 5 : 7)],
  ['filled and emptied', 25, (share: number) => 5 + 2 * share],
])('takes a saw-tooth, %s, for no leak, whatever its length up to %i and wherever it is caught', (_, longest, level) => {
  for (let period = 2; period <= longest; period++) {
    for (let phase = 0; phase < period; phase++) {
      const kind = kindOf((index) => level(((index + phase) % period) / period) * MB);
      expect([period, phase, kind]).toEqual([period, phase, 'stable']);
    }
  }
});

it.each([[0.05], [0.1], [1]])('takes %f MB more at each trough for a leak', (megabytes) => {
  expect(kindOf((index) => (5 + index * megabytes) * MB)).toBe('leak');
});
