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
