import { expect, test } from 'vitest';
import { defineExitCodes } from '../src/index.js';

test('own names stand beside those of sysexits.h, and explain a code first', () => {
  const codes = defineExitCodes({ database: 70, port: 100 });
  expect([codes.database, codes.port, codes.usage, codes.config]).toEqual([70, 100, 64, 78]);
  expect([70, 100, 64, 3].map((code) => codes.nameOf(code))).toEqual(['database', 'port', 'usage', undefined]);
});

test.each([
  [{ a: 1, b: 1 }, '"a" and "b" are both 1'],
  [{ crash: 139 }, '"crash" is 139; expected an integer from 1 to 125'],
  [{ ok: 0 }, '"ok" is 0'],
  [{ nameOf: 3 }, '"nameOf" is the name of a method'],
])('%j is refused', (codes, message) => {
  expect(() => defineExitCodes(codes as Record<string, number>)).toThrow(message);
});
