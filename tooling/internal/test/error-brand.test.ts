import { expect, test } from 'vitest';
import { defineErrorBrand } from '../src/index.js';

test('a brand is the same in every copy of the code, and nothing else has it', () => {
  const [one, other] = [defineErrorBrand('@childproof/test:Error'), defineErrorBrand('@childproof/test:Error')];
  expect(other.has({ [one.symbol]: true })).toBe(true);
  expect([null, undefined, 'text', {}, new Error('x')].some((value) => one.has(value))).toBe(false);
  expect(defineErrorBrand('@childproof/test:Other').has({ [one.symbol]: true })).toBe(false);
});
