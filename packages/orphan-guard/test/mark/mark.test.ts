import { expect, test } from 'vitest';
import { MAX_LEVEL, carries, parseMark, randomMark, type Mark } from '../../src/mark/mark.js';

test('marks nest four deep, each prefix a part of the next', () => {
  let outer: Mark | undefined;
  for (let level = 1; level <= MAX_LEVEL; level++) {
    const mark: Mark = randomMark(outer, (min) => min)!;
    expect(mark).toMatchObject({ level, value: expect.stringMatching(/^\d{19}$/) as string });
    expect(parseMark(mark.value)).toEqual(mark);
    if (outer !== undefined) expect(carries(mark.value, outer.prefix)).toBe(true);
    outer = mark;
  }
  expect(randomMark(outer, (min) => min)).toBeUndefined();
});

test('no random mark is larger than a signed 64-bit number', () => {
  const largest = randomMark(undefined, (_, max) => max - 1)!;
  expect(BigInt(largest.value) < 2n ** 63n).toBe(true);
});

test.each(['18446744073709551615', '1073741824', '0', '0123456789001000000', '9234567890000000000', '1234567890000001000'])(
  'the ordinary limit %s is not taken for a mark',
  (limit) => expect(parseMark(limit)).toBeUndefined(),
);
