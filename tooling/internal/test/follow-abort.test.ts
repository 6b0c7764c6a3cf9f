import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { followAbort } from '../src/index.js';

test('many follow a signal by one listener, and who has stopped is not called', () => {
  const controller = new AbortController();
  const called: number[] = [];
  const stops = Array.from({ length: 50 }, (_, index) => followAbort(controller.signal, () => void called.push(index)));
  stops[7]!();
  expect(getEventListeners(controller.signal, 'abort').length).toBe(1);
  controller.abort();
  expect(called.length).toBe(49);
  expect(called).not.toContain(7);
});

test('a signal that nobody follows any more has no listener, and can be followed again', () => {
  const controller = new AbortController();
  const count = (): number => getEventListeners(controller.signal, 'abort').length;
  const stops = [1, 2].map(() => followAbort(controller.signal, () => {}));
  stops[0]!();
  expect(count()).toBe(1);
  stops[1]!();
  stops[1]!();
  expect(count()).toBe(0);
  let called = 0;
  followAbort(controller.signal, () => (called += 1));
  controller.abort();
  expect(called).toBe(1);
});
