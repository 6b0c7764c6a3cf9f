import { expect, test } from 'vitest';
import { RestartPolicy } from '../../src/restart/restart-policy.js';

const policy = () =>
  new RestartPolicy({ initialMs: 100, maxMs: 400, factor: 2, jitter: 0 }, { maxRestarts: 4, withinMs: 1_000 });

test('grows, is capped, and gives up past the limit', () => {
  const { delays } = feed(policy(), [0, 1, 2, 3, 4]);
  expect(delays).toEqual([100, 200, 400, 400, undefined]);
});

test('the window is a window: a healthy period resets backoff and count', () => {
  const { delays } = feed(policy(), [0, 1, 2, 1_500, 1_501, 1_502, 2_999]);
  expect(delays).toEqual([100, 200, 400, 100, 200, 400, 100]);
});

test('deaths that never pause for a window are counted, however far the first one is', () => {
  const { delays } = feed(policy(), [0, 300, 600, 900, 1_200, 1_299]);
  expect(delays).toEqual([100, 200, 400, 400, 400, undefined]);
});

function feed(subject: RestartPolicy, times: readonly number[]) {
  return { delays: times.map((at) => subject.delayAfterDeath(at)) };
}
